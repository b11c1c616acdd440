// Writes so many recordings of a minute of quiet stance, a centre of pressure at 100 Hz, as CSV with four
// decimals.
import Glibc

guard CommandLine.arguments.count == 3, let count = Int(CommandLine.arguments[1]), count > 0 else {
  print("usage: many-recordings COUNT FOLDER")
  exit(64)
}
let folder = CommandLine.arguments[2]
mkdir(folder, 0o777)

/// Steps of no meaning, the same ones every time (Knuth's MMIX generator), from -0.5 to 0.5.
struct Steps {
  var state: UInt64

  mutating func next() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) / Double(1 << 53) - 0.5
  }
}

/// A number with so many decimals.
func text(_ value: Double, decimals: Int) -> String {
  var scale = 1
  for _ in 0..<decimals { scale *= 10 }
  let scaled = Int((value * Double(scale)).rounded())
  let fraction = String(scaled.magnitude % UInt(scale))
  return (scaled < 0 ? "-" : "") + String(scaled.magnitude / UInt(scale)) + "."
    + String(repeating: "0", count: decimals - fraction.count) + fraction
}

for number in 0..<count {
  var steps = Steps(state: UInt64(number + 1))
  var place = (x: 0.0, y: 0.0)
  var lines = "t_s,ml_mm,ap_mm\n"
  for row in 0..<6000 {
    // A walk that is drawn back to the middle, some mm wide.
    place.x = 0.99 * place.x + steps.next()
    place.y = 0.99 * place.y + steps.next()
    lines += "\(text(Double(row) / 100, decimals: 2)),\(text(place.x, decimals: 4)),"
    lines += "\(text(place.y, decimals: 4))\n"
  }
  let name = String(repeating: "0", count: max(0, 5 - String(number).count)) + String(number)
  guard let file = fopen("\(folder)/trial-\(name).csv", "w"), fputs(lines, file) >= 0,
    fclose(file) == 0
  else {
    print("can't write into \(folder): error \(errno)")
    exit(74)
  }
}
