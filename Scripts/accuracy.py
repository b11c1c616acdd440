"""Compares what `soleus replay` reports with what is true. Run by Scripts/accuracy."""

import argparse
import json
import pathlib
import statistics
import subprocess
import tempfile

BOUNDARIES = ("rise_start_s", "top_start_s", "lower_start_s", "end_s")


def output(*command):
    """What a command prints; ends with its own words if it fails."""
    run = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"accuracy: {command[1]} {command[2]} failed: {run.stderr.strip()}")
    return run.stdout


def replay(soleus, recording, *options):
    """The report on a recording, as an object."""
    return json.loads(output(soleus, "replay", recording, "--json", *options))


def repetitions(report):
    return [repetition for part in report["sets"] for repetition in part["repetitions"]]


def overlap(one, other, start):
    return min(one["end_s"], other["end_s"]) - max(one[start], other[start])


def pairs(truths, found, start):
    """Each truth with what overlaps it most; those that nothing overlaps are left out."""
    for truth in truths:
        best = max(found, key=lambda other: overlap(truth, other, start), default=None)
        if best is not None and overlap(truth, best, start) > 0:
            yield truth, best


def milliseconds(errors):
    """Mean and worst absolute error."""
    if not errors:
        return "–"
    sizes = [abs(error) * 1000 for error in errors]
    return f"{statistics.mean(sizes):.0f} / {max(sizes):.0f}"


def table(*columns):
    print("| " + " | ".join(columns) + " |")
    print("|" + "---|" * len(columns))


class Scenario:
    """What came of one simulation over all its seeds."""

    def __init__(self):
        self.right = self.runs = self.true = self.found = 0
        self.errors = {name: [] for name in BOUNDARIES}
        self.starts, self.ends, self.endings_right, self.endings = [], [], 0, 0

    def add(self, truth, report):
        self.runs += 1
        if truth["exercise"] in ("balance-hold", "wall-stretch"):
            self.add_holds(truth["holds"], report["holds"])
        else:
            self.add_repetitions(truth["reps"], repetitions(report))

    def add_repetitions(self, truths, found):
        self.right += len(truths) == len(found)
        self.true += len(truths)
        self.found += len(found)
        for truth, repetition in pairs(truths, found, "rise_start_s"):
            for name in BOUNDARIES:
                if repetition[name] is not None:
                    self.errors[name].append(repetition[name] - truth[name])

    def add_holds(self, truths, found):
        self.right += len(truths) == len(found)
        self.true += len(truths)
        self.found += len(found)
        for truth, hold in pairs(truths, found, "start_s"):
            self.starts.append(hold["start_s"] - truth["start_s"])
            self.ends.append(hold["end_s"] - truth["end_s"])
            self.endings += 1
            self.endings_right += hold["ended_by"] == truth["ended_by"]


def simulations(soleus, seeds):
    lines = output(soleus, "simulate", "--list").splitlines()
    # A line that begins with a space goes on with the summary above it.
    for name in (line.split()[0] for line in lines if not line.startswith(" ")):
        scenario, exercise = Scenario(), None
        with tempfile.TemporaryDirectory() as folder:
            for seed in range(1, seeds + 1):
                recording = pathlib.Path(folder) / f"{seed}.csv"
                output(soleus, "simulate", f"{name},seed={seed}", recording)
                truth = json.loads(recording.with_suffix(".truth.json").read_text())
                exercise = truth["exercise"]
                scenario.add(truth, replay(soleus, recording))
        yield name, exercise, scenario


def print_simulations(soleus, seeds):
    results = [row for row in simulations(soleus, seeds) if row[1] != "quiet-stance"]
    holds = ("balance-hold", "wall-stretch")
    print(f"## Repetitions, simulated, {seeds} seeds\n")
    print("Errors of the phase boundaries: mean / worst, in ms.\n")
    table("simulation", "sets right", "found / true",
          "rise starts", "top starts", "lowering starts", "ends")
    for name, exercise, scenario in results:
        if exercise not in holds:
            errors = [milliseconds(scenario.errors[boundary]) for boundary in BOUNDARIES]
            row(name, scenario, *errors)
    print(f"\n## Holds, simulated, {seeds} seeds\n")
    print("Errors of start and end: mean / worst, in ms.\n")
    table("simulation", "recordings right", "found / true", "starts", "ends", "ending right")
    for name, exercise, scenario in results:
        if exercise in holds:
            row(name, scenario, milliseconds(scenario.starts), milliseconds(scenario.ends),
                f"{scenario.endings_right} of {scenario.endings}")


def row(name, scenario, *cells):
    cells = (name, f"{scenario.right} of {scenario.runs}",
             f"{scenario.found} / {scenario.true}", *cells)
    print("| " + " | ".join(cells) + " |")


def print_folder(soleus, folder):
    """Counts on recordings whose truth.json names the exercise and the repetitions of each file."""
    path = folder / "truth.json"
    if not path.exists():
        raise SystemExit(f"accuracy: there is no {path}")
    print(f"\n## Counts on the recordings in {folder.name}\n")
    table("recording", "exercise", "counted", "true", "boundaries, mean / worst ms")
    for name, truth in sorted(json.loads(path.read_text()).items()):
        # Older truths have other names for the same things.
        exercise, truths = truth.get("exercise") or truth.get("kind"), truth.get("reps")
        if exercise not in ("calf-raise", "band-press", "generic") or truths is None:
            continue
        recording = folder / (name if name.endswith(".csv") else name + ".csv")
        options = ["--exercise", exercise]
        if truth.get("placement") not in (None, "board"):
            options += ["--placement", truth["placement"]]
        found = repetitions(replay(soleus, recording, *options))
        phases = truths if isinstance(truths, list) else truth.get("phases", [])
        errors = [
            repetition[boundary] - phase[boundary]
            for phase, repetition in pairs(phases, found, "rise_start_s")
            for boundary in BOUNDARIES
            if repetition[boundary] is not None and phase.get(boundary) is not None]
        count = truths if isinstance(truths, int) else len(truths)
        tolerance = truth.get("tolerance", 0)
        mark = "" if abs(len(found) - count) <= tolerance else " ✗"
        slack = f" ± {tolerance}" if tolerance else ""
        print(f"| {name} | {exercise} | {len(found)}{mark} | {count}{slack} | {milliseconds(errors)} |")


def main():
    parser = argparse.ArgumentParser(prog="accuracy")
    parser.add_argument("soleus", help="the command to test")
    parser.add_argument("--seeds", type=int, default=5, help="seeds a simulation (default 5)")
    parser.add_argument("folder", nargs="?", type=pathlib.Path,
                        help="a folder of recordings with their truth.json")
    arguments = parser.parse_intermixed_args()
    print_simulations(arguments.soleus, arguments.seeds)
    if arguments.folder:
        print_folder(arguments.soleus, arguments.folder)


if __name__ == "__main__":
    main()
