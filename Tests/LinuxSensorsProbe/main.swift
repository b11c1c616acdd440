import LinuxSensors
import Samples
import Sensors

// Usage: LinuxSensorsProbe i2c PATH ADDRESS | adapter NUMBER | accelerometer PATH ADDRESS
//                          | reconnecting PATH ADDRESS | board PATH close|forget
//                          | motion PATH close|forget
//
// Prints one fact a line. Tests run it under a preloaded library that plays the kernel's part.

/// Reads an identity register, writes a register and reads it back, and reads a burst.
func probeI2C(path: String, address: UInt8) throws {
  var bus = try I2CBus(path: path, address: address)
  print("location \(bus.location)")
  print("transfer \(bus.transfer.rawValue)")
  print("longest \(bus.maximumReadLength)")
  do {
    print("identity \(try read(1, from: 0x75, of: &bus))")
    try bus.write(0xA5, to: 0x6B)
    print("written \(try read(1, from: 0x6B, of: &bus))")
    print("burst \(try read(min(40, bus.maximumReadLength), from: 0x10, of: &bus))")
  } catch {
    print("error \(error)")
  }
}

func read(
  _ count: Int, from register: UInt8, of bus: inout I2CBus
) throws(BusError) -> [UInt8] {
  var bytes = [UInt8](repeating: 0, count: count)
  var span = bytes.mutableSpan
  try bus.read(from: register, into: &span)
  return bytes
}

/// Asks who answers where on an adapter.
func probeAdapter(number: Int) throws {
  for result in try I2CAdapters.probe(I2CAdapter(number: number, name: nil)) {
    if result.verdict != .noAnswer { print(result) }
  }
}

/// Reads a MPU-6050 without its FIFO, on a thread of its own, until 20 samples came.
func probeAccelerometer(path: String, address: UInt8) throws {
  var settings = AccelerometerSettings()
  settings.fifo = false
  settings.gyroscope = false
  var source = try ThreadedSource(
    I2CAccelerometerSource(
      model: .mpu6050, path: path, address: address, settings: settings))
  print("device \(source.description.device), \(source.description.identity ?? "none")")
  for remark in source.description.remarks { print("remark \(remark)") }
  var elements: [StreamElement<RawSample>] = []
  while elements.count < 20 { _ = try source.read(into: &elements) }
  source.close()
  for element in elements.prefix(20) { show(element) }
}

/// Reads a MPU-6050 without its FIFO that goes away and comes back, until 20 samples came after that.
func probeReconnecting(path: String, address: UInt8) throws {
  let open = { @Sendable () throws(SensorError) -> I2CAccelerometerSource in
    var settings = AccelerometerSettings()
    settings.fifo = false
    settings.gyroscope = false
    return try I2CAccelerometerSource(
      model: .mpu6050, path: path, address: address, settings: settings)
  }
  var source = try ThreadedSource(
    ReconnectingSource(
      open(), search: DeviceSearch { () throws(SensorError) in try open() },
      words: { _ in "no answer" }))
  print("device \(source.description.device), \(source.description.identity ?? "none")")
  var elements: [StreamElement<RawSample>] = []
  var absence: Int?
  while absence.map({ elements.count < $0 + 21 }) ?? true {
    if case .away(let what) = try source.read(into: &elements), absence == nil {
      print("away \(what)")
      absence = elements.count
    }
  }
  source.close()
  for element in elements { show(element) }
}

/// Reads a board until it ends or is silent for a second.
func probeBoard(path: String, closes: Bool) throws {
  try readOut(try EvdevBalanceBoardSource(path: path), closes: closes)
}

/// Reads a controller's accelerometer until it ends or is silent for a second.
func probeMotion(path: String, closes: Bool) throws {
  try readOut(try EvdevAccelerometerSource(path: path), closes: closes)
}

func readOut(_ source: consuming some SampleSource & ~Copyable, closes: Bool) throws {
  let description = source.description
  print("device \(description.device)")
  print("identity \(description.identity ?? "none")")
  print("calibration \(description.calibrationTable ?? "none")")
  print("fuzz \(description.fuzz.map(String.init) ?? "none")")
  if case .boardLoads = description.channels {} else { print("channels \(description.channels)") }
  for remark in description.remarks { print("remark \(remark)") }
  var elements: [StreamElement<RawSample>] = []
  var silentTurns = 0
  while silentTurns < 10 {
    elements.removeAll(keepingCapacity: true)
    let progress = try source.read(into: &elements)
    for element in elements { show(element, channels: max(4, description.channels.count)) }
    silentTurns = elements.isEmpty ? silentTurns + 1 : 0
    if case .ended(let end) = progress {
      print("ended \(end)")
      break
    }
  }
  if closes { source.close() }
}

func show(_ element: StreamElement<RawSample>, channels: Int = 4) {
  switch element {
  case .sample(let sample):
    let counts = (0..<channels).map { String(sample.counts[$0]) }.joined(separator: " ")
    print("sample \(sample.time.microseconds) \(counts)")
  case .gap(let gap):
    print("gap \(gap.start.microseconds) \(gap.end.microseconds) \(gap.cause.rawValue)")
  case .mark(let mark):
    print("mark \(mark.time.microseconds) \(mark.label)")
  }
}

let arguments = CommandLine.arguments
do {
  switch arguments.dropFirst().first {
  case "i2c" where arguments.count == 4:
    try probeI2C(path: arguments[2], address: UInt8(arguments[3], radix: 16) ?? 0)
  case "accelerometer" where arguments.count == 4:
    try probeAccelerometer(path: arguments[2], address: UInt8(arguments[3], radix: 16) ?? 0)
  case "reconnecting" where arguments.count == 4:
    try probeReconnecting(path: arguments[2], address: UInt8(arguments[3], radix: 16) ?? 0)
  case "adapter" where arguments.count == 3:
    try probeAdapter(number: Int(arguments[2]) ?? 0)
  case "board" where arguments.count == 4:
    try probeBoard(path: arguments[2], closes: arguments[3] == "close")
  case "motion" where arguments.count == 4:
    try probeMotion(path: arguments[2], closes: arguments[3] == "close")
  default:
    print("usage: see the top of main.swift")
  }
} catch {
  print("error \(error)")
}
