// swift-tools-version: 6.2
import PackageDescription

/// Every target is built strictly: Swift 6 mode, memory safety audited, no warning left standing.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// Each module answers one question and imports only from above it in this list.
let package = Package(
  name: "soleus",
  products: [
    .executable(name: "soleus", targets: ["soleus"]),
    .library(name: "Exercises", targets: ["Samples", "SignalProcessing", "Exercises"]),
    .library(name: "Sensors", targets: ["Sensors"]),
    .library(name: "SimulatedSensors", targets: ["SimulatedSensors"]),
    .library(name: "Recordings", targets: ["Recordings"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // What do we call it? Units, sample types, placement, side, time, gaps.
    .target(name: "Samples", swiftSettings: strict),
    // What do numbers do? Filters, resampling, statistics.
    .target(name: "CKissFFT"),
    .target(name: "SignalProcessing", dependencies: ["CKissFFT"], swiftSettings: strict),
    // What does a body do? Repetitions, phases, holds, sway, session, report.
    .target(
      name: "Exercises",
      dependencies: ["Samples", "SignalProcessing"],
      swiftSettings: strict),
    // What does a chip say? Chip models and board decoding over a register bus.
    .target(name: "Sensors", dependencies: ["Samples"], swiftSettings: strict),
    // What does Linux say? The only Swift that touches device C.
    .systemLibrary(name: "CLibevdev", pkgConfig: "libevdev", providers: [.apt(["libevdev-dev"])]),
    .systemLibrary(name: "CLibi2c", providers: [.apt(["libi2c-dev"])]),
    .target(
      name: "LinuxSensors",
      dependencies: ["Samples", "Sensors", "CLibevdev", "CLibi2c"],
      // A link to the file in udev/, so that the program can tell other rules from its own.
      resources: [.embedInCode("soleus.rules")], swiftSettings: strict),
    // What if there is no hardware? A body, chips and boards made of arithmetic.
    .target(
      name: "SimulatedSensors",
      dependencies: ["Samples", "Sensors", "Exercises"],
      swiftSettings: strict),
    // What would a kernel believe? Simulated sensors behind its own drivers.
    .target(
      name: "VirtualHardware",
      dependencies: ["Samples", "Sensors", "SimulatedSensors", "LinuxSensors"],
      swiftSettings: strict),
    // What does a file hold? Our format, imports, replay.
    .target(
      name: "Recordings",
      dependencies: ["Samples", "Sensors", "Exercises"],
      swiftSettings: strict),
    // How does it run? Source, session, observers; the terminal view.
    .systemLibrary(name: "CTerminal"),
    .target(
      name: "Monitoring",
      dependencies: [
        "Samples", "Sensors", "Exercises", "Recordings", "SimulatedSensors", "LinuxSensors",
        "CTerminal",
      ],
      swiftSettings: strict),
    // What did the user ask for? One file a subcommand: parse, wire, print.
    .executableTarget(
      name: "soleus",
      dependencies: [
        "Samples", "Sensors", "Exercises", "Recordings", "SimulatedSensors", "LinuxSensors",
        "VirtualHardware", "Monitoring",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // How right is it? The tables behind the claims about accuracy.
    .executableTarget(
      name: "accuracy-grid",
      dependencies: [
        "Samples", "Exercises", "SimulatedSensors",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Accuracy/Grid", swiftSettings: strict),
    .testTarget(name: "SamplesTests", dependencies: ["Samples"], swiftSettings: strict),
    .testTarget(
      name: "SignalProcessingTests", dependencies: ["SignalProcessing"], swiftSettings: strict),
    .testTarget(
      name: "ExercisesTests", dependencies: ["Exercises", "Samples", "SignalProcessing"],
      swiftSettings: strict),
    .testTarget(
      name: "SensorsTests", dependencies: ["Sensors", "SimulatedSensors", "Samples"],
      swiftSettings: strict),
    .testTarget(
      name: "SimulatedSensorsTests",
      dependencies: ["SimulatedSensors", "Sensors", "Samples", "Exercises"],
      swiftSettings: strict),
    .testTarget(
      name: "LinuxSensorsTests",
      dependencies: ["LinuxSensors", "LinuxSensorsProbe", "Sensors", "Samples"],
      exclude: ["FakeDevices.c", "Fixtures"], swiftSettings: strict),
    // Reads a device and prints what it got, so that tests can put another kernel under it.
    .executableTarget(
      name: "LinuxSensorsProbe", dependencies: ["LinuxSensors", "Sensors", "Samples"],
      path: "Tests/LinuxSensorsProbe", swiftSettings: strict),
    .testTarget(
      name: "VirtualHardwareTests", dependencies: ["VirtualHardware", "SimulatedSensors"],
      swiftSettings: strict),
    // Under a real kernel in a virtual machine; elsewhere they are left out.
    .testTarget(
      name: "KernelTests",
      dependencies: ["VirtualHardware", "LinuxSensors", "SimulatedSensors", "Sensors", "Samples"],
      swiftSettings: strict),
    .testTarget(
      name: "RecordingsTests",
      dependencies: ["Recordings", "SimulatedSensors", "Sensors", "Samples", "Exercises"],
      swiftSettings: strict),
    .testTarget(
      name: "MonitoringTests",
      dependencies: [
        "Monitoring", "Recordings", "SimulatedSensors", "LinuxSensors", "Sensors", "Samples",
        "Exercises",
      ],
      swiftSettings: strict),
    // The commands as a user runs them: the built program in a process of its own.
    .testTarget(
      name: "SoleusTests", dependencies: ["soleus", "Recordings", "Sensors", "SimulatedSensors"],
      swiftSettings: strict),
  ]
)
