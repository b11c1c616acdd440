// swift-tools-version: 6.1
import PackageDescription

/// A package of its own, so that nobody who only uses Soleus fetches a benchmark library.
/// `Scripts/benchmark` runs everything here and prints one table.
let package = Package(
  name: "soleus-benchmarks",
  dependencies: [
    .package(name: "soleus", path: ".."),
    // Without its default trait: that would want jemalloc.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
  ],
  targets: [
    // Simulated streams of any length.
    .target(
      name: "LongStreams",
      dependencies: [
        .product(name: "Exercises", package: "soleus"),
        .product(name: "Recordings", package: "soleus"),
        .product(name: "Sensors", package: "soleus"),
        .product(name: "SimulatedSensors", package: "soleus"),
      ]),
    // What a sample costs: replaying a file, and the analysis alone.
    .executableTarget(
      name: "Sessions",
      dependencies: ["LongStreams", .product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/Sessions",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    // What the sway measures of a minute cost, by each profile.
    .executableTarget(
      name: "Sway",
      dependencies: [
        .product(name: "Exercises", package: "soleus"),
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/Sway",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    // Writes a recording of so many minutes, for measuring whole processes.
    .executableTarget(name: "long-recording", dependencies: ["LongStreams"]),
    // Runs a command and tells its time, processor time and peak memory.
    .executableTarget(name: "measure"),
  ]
)
