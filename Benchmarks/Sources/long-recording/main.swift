// Writes a recording of so many minutes of calf raises, six axes at 200 Hz.
import Exercises
import Glibc
import LongStreams

guard CommandLine.arguments.count == 3, let minutes = Int(CommandLine.arguments[1]), minutes > 0
else {
  print("usage: long-recording MINUTES FILE")
  exit(64)
}
try LongStream.minuteOfCalfRaises()
  .record(rounds: minutes, to: CommandLine.arguments[2], exercise: .calfRaise)
