public import Sensors
import Synchronization

/// What goes wrong on a simulated bus, and when.
public enum BusFault: Hashable, Sendable {
  /// Nothing is acknowledged from one moment up to another, in seconds.
  case silence(from: Double, until: Double)
  /// The chip loses its power for a moment and forgets what it was told.
  case powerLoss(at: Double)
  /// The transfers with these numbers, counted from 0, aren't acknowledged.
  case refusal(of: Range<Int>)
  /// The reads among the transfers with these numbers stop one byte early.
  case shortRead(of: Range<Int>)

  /// The chip is gone for good.
  public static func gone(from seconds: Double) -> BusFault {
    .silence(from: seconds, until: .infinity)
  }

  /// Whether it keeps the chip from acknowledging anything at that moment, in seconds.
  public func isSilent(at moment: Double) -> Bool {
    if case .silence(let start, let end) = self { start <= moment && moment < end } else { false }
  }

  /// The same, so many seconds later; one that is told by the number of a transfer stays as it is.
  public func delayed(by seconds: Double) -> BusFault {
    switch self {
    case .silence(let start, let end): .silence(from: start + seconds, until: end + seconds)
    case .powerLoss(let moment): .powerLoss(at: moment + seconds)
    case .refusal, .shortRead: self
    }
  }
}

/// One transfer as it was seen on the bus.
public enum Transaction: Hashable, Sendable {
  /// A register written.
  case write(value: UInt8, register: UInt8)
  /// Registers read.
  case read(register: UInt8, count: Int)
  /// A transfer that failed and changed nothing.
  case failed(isWrite: Bool, register: UInt8)
}

/// What happened on a simulated bus. Lives on when the bus is given away.
public final class TransactionLog: Sendable {
  private let entries = Mutex<[Transaction]>([])

  /// An empty log.
  public init() {}

  /// Everything so far, in order.
  public var transactions: [Transaction] {
    entries.withLock { $0 }
  }

  func append(_ transaction: Transaction) {
    entries.withLock { $0.append(transaction) }
  }
}

/// A bus with one simulated chip at its one address. Transfers take no virtual time.
public struct SimulatedBus: RegisterBus, Sendable {
  /// The longest read that one transfer can carry, in bytes.
  public let maximumReadLength: Int

  /// What goes wrong from here on, by the bus's own clock. A power loss is struck off once it is past.
  public var faults: [BusFault]

  private var chip: any SimulatedChip
  private let clock: VirtualClock
  private let log: TransactionLog?
  private var transfers = 0

  /// A bus whose chip lives by `clock`.
  ///
  /// - Parameters:
  ///   - chip: who answers.
  ///   - clock: the time, which somebody else advances.
  ///   - maximumReadLength: in bytes; 32 for a bus that can do no more than SMBus blocks.
  ///   - faults: what goes wrong.
  ///   - log: where transfers are noted; nil to note none.
  public init(
    chip: any SimulatedChip, clock: VirtualClock, maximumReadLength: Int = 4096,
    faults: [BusFault] = [], log: TransactionLog? = nil
  ) {
    self.chip = chip
    self.clock = clock
    self.maximumReadLength = maximumReadLength
    self.faults = faults
    self.log = log
  }

  /// Writes one register.
  public mutating func write(_ value: UInt8, to register: UInt8) throws(BusError) {
    guard pass() == .none else {
      log?.append(.failed(isWrite: true, register: register))
      throw .noAcknowledge(register: register)
    }
    log?.append(.write(value: value, register: register))
    chip.write(value, to: register)
  }

  /// Fills `bytes` from `register` on in one transfer.
  public mutating func read(
    from register: UInt8, into bytes: inout MutableSpan<UInt8>
  ) throws(BusError) {
    precondition(1...maximumReadLength ~= bytes.count, "a read of 1 to maximumReadLength bytes")
    switch pass() {
    case .none:
      log?.append(.read(register: register, count: bytes.count))
      chip.read(from: register, into: &bytes)
    case .refusal:
      log?.append(.failed(isWrite: false, register: register))
      throw .noAcknowledge(register: register)
    case .shortRead:
      log?.append(.failed(isWrite: false, register: register))
      throw .shortRead(register: register, expected: bytes.count, received: bytes.count - 1)
    }
  }

  private enum Obstacle {
    case none
    case refusal
    case shortRead
  }

  /// Brings the chip up to the present and says what stands in the way of the transfer that is due.
  private mutating func pass() -> Obstacle {
    let now = clock.seconds
    let number = transfers
    transfers += 1
    var obstacle = Obstacle.none
    for (index, fault) in faults.enumerated().reversed() {
      switch fault {
      case .silence where fault.isSilent(at: now):
        obstacle = .refusal
      case .powerLoss(let moment) where moment <= now:
        chip.advance(to: moment)
        chip.losePower()
        faults.remove(at: index)
      case .refusal(let numbers) where numbers.contains(number):
        obstacle = .refusal
      case .shortRead(let numbers) where numbers.contains(number):
        obstacle = .shortRead
      default:
        continue
      }
    }
    chip.advance(to: now)
    return obstacle
  }
}
