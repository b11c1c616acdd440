import Samples
import Synchronization
import Testing

@testable import Monitoring

/// Work on several threads, handed out in order.
struct OrderedWorkTests {
  private struct Enough: Error {}

  @Test("what it gives comes in order, whatever the number of threads", arguments: [1, 2, 4, 9])
  func order(threads: Int) throws {
    var taken: [Int] = []
    var most = 0
    try OrderedWork(count: 200, threads: threads).run(
      { index in
        // The first ones take longest.
        var sum = 0.0
        for step in 0..<((200 - index) * 50) { sum += Double(step).squareRoot() }
        return sum >= 0 ? index * index : -1
      },
      progress: { most = max(most, $0) },
      take: { index, square in
        taken.append(index)
        return square == index * index
      })
    #expect(taken == Array(0..<200))
    #expect(most == 200)
  }

  @Test("only a bounded number is worked on ahead of what was handed out", arguments: [2, 3])
  func window(threads: Int) throws {
    let begun = Atomic<Int>(0)
    var ahead = 0
    try OrderedWork(count: 300, threads: threads).run(
      { _ in begun.add(1, ordering: .relaxed).newValue }, progress: { _ in },
      take: { index, _ in
        ahead = max(ahead, begun.load(ordering: .relaxed) - index)
        return true
      })
    #expect(ahead <= threads * OrderedWork.ahead + 1)
  }

  @Test("it ends when enough was taken, and when taking fails", arguments: [1, 3])
  func ending(threads: Int) throws {
    let begun = Atomic<Int>(0)
    let work: @Sendable (Int) -> Int = { index in
      begun.add(1, ordering: .relaxed)
      return index
    }
    let ordered = OrderedWork(count: 1000, threads: threads)
    try ordered.run(work, progress: { _ in }, take: { index, _ in index < 5 })
    #expect(begun.load(ordering: .relaxed) < 1000)
    #expect(throws: Enough.self) {
      try ordered.run(work, progress: { _ in }, take: { _, _ in throw Enough() })
    }
  }

  @Test("nothing to do is done at once")
  func nothing() throws {
    try OrderedWork(count: 0, threads: 4).run(
      { $0 }, progress: { #expect($0 == 0) }, take: { _, _ in true })
  }
}

/// The bar that tells how far a work is.
struct ProgressBarTests {
  private func line(_ done: Int, _ seconds: Double, columns: Int, blocks: Bool = true) -> String {
    ProgressBar.line(done: done, of: 200, seconds: seconds, columns: columns, hasBlocks: blocks)
  }

  @Test("it has a count, a bar, the rate and what time it takes yet")
  func whole() {
    // 50 in 10 s are 5 a second; 150 are left. A quarter of 40 blocks.
    let bar = String(repeating: "█", count: 10) + String(repeating: "░", count: 30)
    #expect(line(50, 10, columns: 79) == " 50 of 200  \(bar)  5.0 a second, 30 s left")
    #expect(line(50, 1000, columns: 79).hasSuffix("0.1 a second, 50 min left"))
    let ascii = String(repeating: "#", count: 10) + String(repeating: ".", count: 30)
    #expect(line(50, 10, columns: 79, blocks: false).contains("  \(ascii)  "))
  }

  @Test("it never is wider than it may be", arguments: Array(0...79))
  func width(columns: Int) {
    for done in [0, 1, 50, 200] {
      for seconds in [0.1, 10, 1e5] {
        #expect(line(done, seconds, columns: columns).count <= columns)
      }
    }
  }

  @Test("a rate is told once there is one")
  func early() {
    #expect(!line(0, 10, columns: 79).contains("left"))
    #expect(!line(3, 0.2, columns: 79).contains("left"))
  }
}
