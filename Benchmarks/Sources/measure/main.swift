// Runs a command, its output thrown away, and prints: wall seconds, processor seconds, peak memory in kB.
//
// Kept small on purpose: a child's peak counts from the memory of the process that started it.
import Glibc

let arguments = CommandLine.arguments.dropFirst()
guard let program = arguments.first else {
  print("usage: measure PROGRAM [ARGUMENT...]")
  exit(64)
}

var actions = posix_spawn_file_actions_t()
posix_spawn_file_actions_init(&actions)
posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)

var start = timespec()
clock_gettime(CLOCK_MONOTONIC, &start)
var child = pid_t()
let spawned = posix_spawn(
  &child, program, &actions, nil, arguments.map { strdup($0) } + [nil], environ)
guard spawned == 0 else {
  print("can't run \(program): error \(spawned)")
  exit(69)
}
var status: Int32 = 0
var usage = rusage()
wait4(child, &status, 0, &usage)
var end = timespec()
clock_gettime(CLOCK_MONOTONIC, &end)

func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
let wall = Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
let processor = seconds(usage.ru_utime) + seconds(usage.ru_stime)
guard status == 0 else {
  print("\(program) failed: wait status \(status)")
  exit(70)
}
print(wall, processor, usage.ru_maxrss)
