import ArgumentParser
import Exercises
import Glibc
import Monitoring
import Recordings
import Sensors
import VirtualHardware

/// What went wrong, in words for people, with the exit status that says its kind (sysexits.h).
struct Failure: Error {
  /// The kinds of trouble that a program which calls this one can tell apart.
  enum Status: Int32 {
    case usage = 64
    case badData = 65
    case noInput = 66
    case noDevice = 69
    case inputOutput = 74
    case noPermission = 77
  }

  /// One line, what to do next included; nil where there is nothing to say (a closed pipe).
  var message: String?
  /// What the program ends with; nil for success.
  var status: Status?

  /// The failure behind any error that the modules throw.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as RecordingError: self.init(recording: error)
    case let error as SensorError: self.init(sensor: error)
    case let error as VirtualHardwareError: self.init(virtualHardware: error)
    case let error as RevisionError: self.init(revision: error)
    case let error as DeviceNameError: self.init("\(error)", .usage)
    case TextOutputError.closedPipe: self.init(nil, nil)
    case TextOutputError.system(let code):
      self.init("can't write the output: \(systemMessage(code))", .inputOutput)
    default: self.init("\(error)", .inputOutput)
    }
  }

  init(_ message: String?, _ status: Status?) {
    self.message = message
    self.status = status
  }

  private init(recording error: RecordingError) {
    switch error.problem {
    case .closedPipe: self.init(nil, nil)
    case .system(let operation, let code):
      let status: Status =
        switch code {
        case EACCES, EPERM, EROFS: .noPermission
        case ENOENT, ENOTDIR, EISDIR: operation == "create" ? .inputOutput : .noInput
        default: .inputOutput
        }
      self.init("\(error)", status)
    case .alreadyExists:
      self.init(
        "\(error.file): is already there; choose another name or add --overwrite", .inputOutput)
    default: self.init("\(error)", .badData)
    }
  }

  private init(revision error: RevisionError) {
    switch error {
    case .nothingToUndo: self.init("there is no change by hand that could be undone", .usage)
    case .misfit(let revision, let report):
      let counted = report.sets.flatMap(\.repetitions)
        .map { "\($0.riseStart.fixed(1))-\($0.end.fixed(1))" }
      self.init(
        "can't be changed: \(revision.revision.words): \(revision.misfit?.words ?? ""); what counts, in "
          + "seconds: " + (counted.isEmpty ? "nothing" : counted.joined(separator: ", ")), .usage)
    }
  }

  private init(sensor error: SensorError) {
    switch error {
    case .notFound(let what):
      self.init("not found: \(what); `soleus devices` tells what is missing", .noDevice)
    case .wrongIdentity(let location, let register, let found, let expected):
      let chips = KnownChip.all.filter { $0.register == register && $0.value == found }.map(\.name)
      let meaning = chips.isEmpty ? "no chip known here" : chips.joined(separator: " or ")
      self.init(
        "\(location): register \(register.hexadecimal) reads \(found.hexadecimal), "
          + "which is \(meaning); expected " + expected.map(\.hexadecimal).joined(separator: ", ")
          + "; `soleus devices` lists what answers",
        .noDevice)
    case .bus(let location, let operation, let error):
      self.init(
        "\(location): \(operation) failed: \(error.words); check the wires (SDA, SCL, 3.3 V, GND)",
        .inputOutput)
    case .unsupportedSetting(let name, let asked, let offered):
      self.init(
        "\(name) can't be \(Self.short(asked)); this device offers "
          + offered.map(Self.short).joined(separator: ", "), .usage)
    case .permission(let path):
      self.init(
        "no permission for \(path); run `sudo usermod -aG i2c,input $USER`, log out and in again",
        .noPermission)
    case .ownedByKernel(let location, let device):
      let way = device.map { "read it with --device \($0); " } ?? ""
      self.init(
        "\(location) is held by a kernel driver; \(way)`soleus devices` tells how to free it",
        .noDevice)
    case .system(let path, let operation, let code):
      self.init("\(path): can't \(operation): \(systemMessage(code))", .inputOutput)
    case .implausible(let location, let fault):
      self.init("\(location): \(fault.words)", fault.status)
    case .implausibleCalibration(let path, _, _):
      self.init(
        "\(path): the board's calibration makes no sense; take its battery out, put it in again and "
          + "reconnect it", .noDevice)
    case .unknownScale(let path, let device):
      self.init(
        "\(path): the kernel doesn't say how many counts of '\(device)' are 1 g, and it is no device "
          + "of which that is known here; choose another one with --device", .noDevice)
    }
  }

  private init(virtualHardware error: VirtualHardwareError) {
    switch error {
    case .missing(let path, let modules):
      self.init(
        "there is no \(path); run `sudo modprobe -a \(modules.joined(separator: " "))`", .noDevice)
    case .permission(let path):
      self.init("no permission for \(path): making hardware takes root; use sudo", .noPermission)
    case .noFreePort:
      self.init("all ports of the virtual USB controller are taken; end what holds them", .noDevice)
    case .noFreeAddress(let chip):
      self.init("no address is left for one more \(chip) on this adapter", .usage)
    case .system(let path, let operation, let code):
      self.init("\(path): can't \(operation): \(systemMessage(code))", .inputOutput)
    }
  }

  /// A number without the decimals that say nothing: `1000.0` is `1000`.
  private static func short(_ number: String) -> String {
    number.hasSuffix(".0") ? String(number.dropLast(2)) : number
  }
}

/// Does the work of a command; what it throws becomes one line on standard error and an exit status.
func reportingFailure(_ work: () throws -> Void) throws {
  TextOutput.makeLossesErrors()
  do {
    try work()
  } catch let exit as ExitCode {
    throw exit
  } catch {
    let failure = Failure(error)
    complain(failure)
    throw ExitCode(failure.status?.rawValue ?? 0)
  }
}

/// Says a failure on standard error.
func complain(_ failure: Failure) {
  guard let message = failure.message else { return }
  say("soleus: \(message)")
}

/// Says a line on standard error, or keeps it where ``HeldNotes`` are kept. There is nobody left to tell if
/// that fails.
func say(_ line: String) {
  guard !HeldNotes.keep(line) else { return }
  do { try TextOutput.errors.writeLine(line) } catch {}
}

extension PlausibilityFault {
  /// For people: what was seen, its likely cause, what to do next.
  fileprivate var words: String {
    switch self {
    case .allZero:
      "every sample reads 0, which gravity doesn't allow: the chip sleeps or lacks its supply; "
        + "check 3.3 V and GND, then unplug it and plug it in again"
    case .allOnes:
      "every bit of every sample reads 1: nobody drives the data line, or the chip gives one "
        + "register over and over; check SDA, 3.3 V and GND and their solder"
    case .repeatedByte(let byte):
      "all bytes of a sample are the same (\(byte.hexadecimal)): it gives one register over and "
        + "over instead of going on to the next; unplug it and plug it in again; if that doesn't "
        + "help it isn't the chip that its identity says"
    case .stuckAxis(let name, let count):
      "\(name) stays at \(count) whatever happens: a broken axis, a solder fault, or a self-test "
        + "that is on; unplug it and plug it in again, or take another chip"
    case .wrongScale(let gravities):
      "it reads \(gravities.fixed(2)) g while still, where 1 g is: another range or scale than "
        + "this chip should have (an ADXL375 answers like an ADXL345 and reads 0.08 g), or a dead "
        + "axis; take another chip"
    }
  }

  /// A chip that works and is another one is no device of the kind that was asked for.
  fileprivate var status: Failure.Status {
    if case .wrongScale = self { .noDevice } else { .inputOutput }
  }
}

extension BusError {
  /// For people.
  fileprivate var words: String {
    switch self {
    case .noAcknowledge(let register): "no answer at register \(register.hexadecimal)"
    case .shortRead(let register, let expected, let received):
      "\(received) of \(expected) bytes came from register \(register.hexadecimal)"
    case .unsupported(let what): "the adapter can't do \(what)"
    case .system(let register, let code):
      "register \(register.hexadecimal): \(systemMessage(code))"
    }
  }
}
