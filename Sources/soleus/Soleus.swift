import ArgumentParser

/// The command `soleus`.
@main
struct Soleus: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "soleus",
    abstract: "Counts calf raises with their phases and scores one-foot holds.",
    discussion: """
      Reads an accelerometer on I2C or a balance board, live or from a recording, and reports rep \
      tempo and hold stability. Everywhere a device is named, a simulated one works too.

      Examples:
        soleus devices                    what is connected or missing
        soleus doctor                     what the system lacks, and how to mend it
        soleus monitor calf-raise         count, live
        soleus monitor calf-raise --device sim:calf-raise --speed 1
        soleus replay morning.csv         the report of a recording
        soleus calibrate                  put a sensor or a board right

      Soleus measures; it doesn't diagnose.
      """,
    version: version,
    subcommands: [
      Devices.self, Doctor.self, Monitor.self, Record.self, Replay.self, Simulate.self,
      Calibrate.self,
    ])
}
