"""How far the stability score depends on which seconds of a hold, and how many, it is made from.

Cuts windows of several lengths out of one-foot holds and has `soleus replay` score each, and once more with the
sway made larger and smaller. Run by Scripts/accuracy, or alone: python3 Scripts/score.py SOLEUS [FOLDER]
FOLDER holds recordings and a truth.json; without it only simulated holds are scored.
"""

import argparse
import csv
import json
import pathlib
import statistics
import subprocess
import tempfile

LENGTHS = (5, 10, 15, 20, 25)
SCALES = (0.5, 0.8, 1.25, 2)
# Seconds that a hold has before and behind its scoring window.
LEAD_IN, LEAD_OUT = 1.0, 0.5
# The rectangle of a board's cells in mm, as Soleus has it.
RECTANGLE = (433, 238)
SEEDS = 20


def output(*command):
    """What a command prints; ends with its own words if it fails."""
    run = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"score: {command[1]} failed: {run.stderr.strip()}")
    return run.stdout


def track(path):
    """The centre of pressure in a file: rows of seconds from the first sample, mm to the right, mm forward."""
    lines = pathlib.Path(path).read_text().splitlines()
    scales = {}
    if lines[0].startswith("# soleus recording"):
        scales = {channel["name"]: channel["scale"] for channel in json.loads(lines[1][2:])["channels"]}
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    points, start = [], None
    for row in rows:
        seconds = float(row["t_us"]) / 1e6 if "t_us" in row else float(row["t_s"])
        start = seconds if start is None else start
        if "ml_mm" in row:
            x, y = float(row["ml_mm"]), float(row["ap_mm"])
        else:
            cells = {}
            for name, text in row.items():
                cell = name.removesuffix("_kg")
                if cell in ("tl", "tr", "bl", "br"):
                    cells[cell] = float(text) * scales.get(cell, 1)
            total = sum(cells.values())
            if total < 10:
                continue
            x = RECTANGLE[0] / 2 * (cells["tr"] + cells["br"] - cells["tl"] - cells["bl"]) / total
            y = RECTANGLE[1] / 2 * (cells["tl"] + cells["tr"] - cells["bl"] - cells["br"]) / total
        points.append((seconds - start, x, y))
    return points


def held(points, hold):
    """What lies in a hold's scoring window."""
    first, last = hold["start_s"] + LEAD_IN, hold["end_s"] - LEAD_OUT
    return [point for point in points if first <= point[0] <= last]


def resting(points, low, high):
    """The points between two times, so that they fill the scoring window of a hold that is the whole file: held
    still before and behind it."""
    inside = [point for point in points if low <= point[0] < high]
    if len(inside) < 20:
        return []
    shift = inside[0][0] - LEAD_IN
    moved = [(t - shift, x, y) for t, x, y in inside]
    step = (moved[-1][0] - moved[0][0]) / (len(moved) - 1)
    before = [(t * step, *moved[0][1:]) for t in range(int(LEAD_IN / step))]
    behind = [(moved[-1][0] + (t + 1) * step, *moved[-1][1:]) for t in range(int(LEAD_OUT / step))]
    return before + moved + behind


def scores(soleus, folder, tracks):
    """The score of each track; a track is a declared hold of its own."""
    paths = []
    for number, points in enumerate(tracks):
        path = pathlib.Path(folder) / f"{number}.csv"
        rows = "".join(f"{t:.6f},{x:.6f},{y:.6f}\n" for t, x, y in points)
        path.write_text("t_s,ml_mm,ap_mm\n" + rows)
        paths.append(path)
    found = []
    for start in range(0, len(paths), 200):
        lines = output(
            soleus, "replay", *paths[start : start + 200], "--exercise", "balance-hold", "--json")
        found += [json.loads(line)["holds"][0]["score"] for line in lines.splitlines()]
    return found


def windows(points, length):
    """Windows of a length, one every 2.5 s."""
    cut, start = [], points[0][0]
    while start + length <= points[-1][0] + 0.01:
        cut.append(resting(points, start, start + length))
        start += 2.5
    return [track for track in cut if track]


def scaled(points, factor):
    """The same sway about its mean, larger or smaller."""
    x, y = (statistics.mean(point[axis] for point in points) for axis in (1, 2))
    return [(t, x + factor * (a - x), y + factor * (b - y)) for t, a, b in points]


def measure(soleus, name, tracks):
    """A line of the table: holds of one kind, their windows told against the whole hold each comes from."""
    with tempfile.TemporaryDirectory() as folder:
        wholes = scores(soleus, folder, [resting(track, track[0][0], track[-1][0]) for track in tracks])
        cells = []
        for length in LENGTHS:
            differences = []
            for whole, points in zip(wholes, tracks):
                differences += [score - whole for score in scores(soleus, folder, windows(points, length))]
            if differences:
                spread = statistics.pstdev(differences)
                cells.append(f"{statistics.mean(differences):+.1f} ± {spread:.1f} ({len(differences)})")
            else:
                cells.append("–")
        falls = all(
            later < earlier
            for points in tracks
            for found in [scores(soleus, folder, [
                resting(scaled(points, factor), points[0][0], points[-1][0]) for factor in sorted((1, *SCALES))])]
            for earlier, later in zip(found, found[1:]))
    whole = f"{statistics.mean(wholes):.1f}" if len(wholes) > 1 else f"{wholes[0]:.1f}"
    print(f"| {name} | {whole} | " + " | ".join(cells) + f" | {'yes' if falls else 'NO'} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("soleus")
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    told = parser.parse_args()
    print("## The stability score of parts of a hold\n")
    print("Windows of a length, one every 2.5 s, against the score of the whole scoring window they come from: mean")
    print("difference ± standard deviation in score points (how many). A score that depended on length would have a")
    print("mean that goes with it. Falls: the score falls strictly as the same sway is made 0.5, 0.8, 1, 1.25 and 2")
    print("times as large.\n")
    lengths = [f"{length} s" for length in LENGTHS]
    print("| holds | score | " + " | ".join(lengths) + " | falls |")
    print("|" + "---|" * (len(LENGTHS) + 3))
    simulated = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(SEEDS):
            path = pathlib.Path(folder) / f"{seed}.csv"
            output(told.soleus, "simulate", f"balance-board-step-off,seed={seed},seconds=60", path)
            report = json.loads(output(told.soleus, "replay", path, "--json"))
            hold = max(report["holds"], key=lambda hold: hold["duration_s"])
            simulated.append(held(track(path), hold))
    measure(told.soleus, f"simulated on a board, {SEEDS} people", simulated)
    if told.folder is None:
        print("\nReal holds are left out: no folder of recordings was given.\n")
        return
    truth = told.folder / "truth.json"
    if not truth.exists():
        print(f"\nReal holds are left out: there is no {truth}.\n")
        return
    for name, known in json.loads(truth.read_text()).items():
        path = told.folder / name
        if known.get("exercise") != "balance-hold" or "placement" in known or not path.exists():
            continue
        report = json.loads(output(told.soleus, "replay", path, "--exercise", "balance-hold", "--json"))
        if not report["holds"]:
            print(f"| {path.stem}: no hold found |" + " |" * (len(LENGTHS) + 2))
            continue
        hold = max(report["holds"], key=lambda hold: hold["duration_s"])
        measure(told.soleus, path.stem, [held(track(path), hold)])
    print()


main()
