"""The tables of Scripts/agreement: what Soleus makes of other people's recordings beside what they made of them.

usage: agreement.py SOLEUS FOLDER

FOLDER holds data/truth.json with the recordings it names, and peers/ with a table for each published toolchain.
"""

import csv
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

# Columns of Duarte's functions (centimetres), as (our key, factor to our unit).
DUARTE = {
    "ellipse95_prediction_area_cm2": ("ellipse95_prediction_area_mm2", 100),
    "ellipse_semi_major_cm": ("ellipse95_prediction_semi_major_mm", 10),
    "ellipse_semi_minor_cm": ("ellipse95_prediction_semi_minor_mm", 10),
    "ellipse_angle_deg": ("ellipse_angle_from_ap_deg", "axis"),
    "mvelo_res_cm_s": ("mean_velocity_mm_s", 10),
    "mfreq_res_hz": ("mean_power_frequency_hz", 1),
}
for axis in ("ap", "ml"):
    DUARTE |= {
        f"sd_{axis}_cm_ddof0": (f"rms_{axis}_mm", 10),
        f"rms_{axis}_cm": (f"rms_{axis}_mm", 10),
        f"range_{axis}_cm": (f"range_{axis}_mm", 10),
        f"path_{axis}_cm": (f"path_{axis}_mm", 10),
        f"mvelo_{axis}_cm_s": (f"mean_velocity_{axis}_mm_s", 10),
        f"mpf_{axis}_hz": (f"mean_power_frequency_{axis}_hz", 1),
        f"fpeak_{axis}_hz": (f"peak_frequency_{axis}_hz", 1),
        f"ptot_{axis}_cm2": (f"power_{axis}_mm2", 100),
        f"f50_{axis}_hz": (f"f50_{axis}_hz", 1),
        f"f80_{axis}_hz": (f"f80_{axis}_hz", 1),
        f"f95_{axis}_hz": (f"f95_{axis}_hz", 1),
    }

# Columns of the 72 descriptors (centimetres).
QUIJOUX = {
    "mean_distance_Radius": ("mean_distance_mm", 10),
    "maximal_distance_Radius": ("max_distance_mm", 10),
    "rms_Radius": ("rms_distance_mm", 10),
    "range_ML_AND_AP": ("range_mm", 10),
    "range_ratio_ML_AND_AP": ("range_ratio_ml_ap", 1),
    "planar_deviation_ML_AND_AP": ("planar_deviation_mm", 10),
    "coefficient_sway_direction_ML_AND_AP": ("sway_direction_coefficient", 1),
    "confidence_ellipse_area_ML_AND_AP": ("ellipse95_prediction_n_area_mm2", 100),
    "principal_sway_direction_ML_AND_AP": ("principal_direction_from_ap_deg", 1),
    "mean_velocity_ML_AND_AP": ("mean_velocity_mm_s", 10),
    "sway_area_per_second_ML_AND_AP": ("sway_area_rate_mm2_s", 100),
    "LFS_ML_AND_AP": ("path_over_area_per_mm", 0.1),
    "fractal_dimension_ML_AND_AP": ("fractal_dimension_ellipse", 1),
    "mean_peak_Sway_Density": ("sway_density_peak_s", 1),
    "mean_distance_peak_Sway_Density": ("sway_density_peak_distance_mm", 10),
    "mean_frequency_ML_AND_AP": ("mean_frequency_hz", 1),
}
for theirs, axis in (("ML", "ml"), ("AP", "ap")):
    density, diffusion = f"Power_Spectrum_Density_{theirs}", f"Diffusion_{theirs}"
    QUIJOUX |= {
        f"mean_value_{theirs}": (f"mean_{axis}_mm", 10),
        f"mean_distance_{theirs}": (f"mean_distance_{axis}_mm", 10),
        f"maximal_distance_{theirs}": (f"max_distance_{axis}_mm", 10),
        f"rms_{theirs}": (f"rms_{axis}_mm", 10),
        f"range_{theirs}": (f"range_{axis}_mm", 10),
        f"mean_velocity_{theirs}": (f"mean_velocity_{axis}_mm_s", 10),
        f"phase_plane_parameter_{theirs}": (f"phase_plane_{axis}", 10),
        f"zero_crossing_SPD_{theirs}": (f"velocity_zero_crossings_{axis}", 1),
        f"peak_velocity_pos_SPD_{theirs}": (f"peak_velocity_positive_{axis}_mm_s", 10),
        f"peak_velocity_neg_SPD_{theirs}": (f"peak_velocity_negative_{axis}_mm_s", 10),
        f"peak_velocity_all_SPD_{theirs}": (f"peak_velocity_{axis}_mm_s", 10),
        f"mean_frequency_{theirs}": (f"mean_frequency_{axis}_hz", 1),
        f"total_power_{density}": (f"power_sum_{axis}_mm2_hz", 100),
        f"power_frequency_50_{density}": (f"f50_{axis}_hz", 1),
        f"power_frequency_95_{density}": (f"f95_{axis}_hz", 1),
        f"frequency_mode_{density}": (f"peak_frequency_{axis}_hz", 1),
        f"centroid_frequency_{density}": (f"centroid_frequency_{axis}_hz", 1),
        f"frequency_dispersion_{density}": (f"frequency_dispersion_{axis}", 1),
        f"energy_content_below_05_{density}": (f"power_sum_low_{axis}_mm2_hz", 100),
        f"energy_content_05_2_{density}": (f"power_sum_middle_{axis}_mm2_hz", 100),
        f"energy_content_above_2_{density}": (f"power_sum_high_{axis}_mm2_hz", 100),
        f"frequency_quotient_{density}": (f"frequency_quotient_{axis}", 1),
        f"short_time_diffusion_{diffusion}": (f"diffusion_short_{axis}_mm2", 100),
        f"long_time_diffusion_{diffusion}": (f"diffusion_long_{axis}_mm2", 100),
        f"critical_time_{diffusion}": (f"diffusion_critical_time_{axis}_s", 1),
        f"critical_displacement_{diffusion}": (f"diffusion_critical_displacement_{axis}_mm2", 100),
        f"short_time_scaling_{diffusion}": (f"diffusion_short_scaling_{axis}", 1),
        f"long_time_scaling_{diffusion}": (f"diffusion_long_scaling_{axis}", 1),
    }

# What truth.json says was published of a recording.
PUBLISHED = {
    "area_cm2": ("ellipse95_prediction_area_mm2", 100),
    "speed_cm_s": ("mean_velocity_mm_s", 10),
    "mfreq_hz": ("mean_power_frequency_hz", 1),
}

# What a plate's vendor says, with `--filter none`.
VENDOR = {
    "Ellipse Surface (mm²)": ("ellipse95_chi2_area_mm2", 1),
    "Longitudinal Standard Deviation (mm)": ("rms_ap_mm", 1),
    "Lateral Standard Deviation (mm)": ("rms_ml_mm", 1),
    "Total Displacement (mm)": ("path_mm", 1),
    "Total Displacement AP (mm)": ("path_ap_mm", 1),
    "Total Displacement ML (mm)": ("path_ml_mm", 1),
    "Mean Velocity (mm/s)": ("mean_velocity_mm_s", 1),
    "Mean Velocity AP (mm/s)": ("mean_velocity_ap_mm_s", 1),
    "Mean Velocity ML (mm/s)": ("mean_velocity_ml_mm_s", 1),
}


def measures(soleus, path, *options):
    """The report's sway measures of one recording."""
    command = [soleus, "replay", "--exercise", "quiet-stance", *options, "--json", path]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"agreement: {' '.join(command)}: {run.stderr.strip()}")
    sway = json.loads(run.stdout)["sway"]
    if sway is None:
        raise SystemExit(f"agreement: {' '.join(command)} measured no sway")
    return sway["measures"]


def difference(ours, theirs, factor):
    """Relative difference; of an axis in degrees, modulo 180, over 180."""
    if ours is None:
        return float("inf")
    if factor == "axis":
        turn = (ours - theirs) % 180
        return min(turn, 180 - turn) / 180
    expected = theirs * factor
    return abs(ours - expected) / abs(expected) if expected else abs(ours)


def table(title, rows, columns, limit):
    """Prints a table of the worst differences; `rows` are (recording, our measures, their numbers)."""
    print(f"\n## {title}\n")
    print("| theirs | ours | worst relative difference | recordings | of which in |")
    print("|---|---|---|---|---|")
    beyond = 0
    for column, (key, factor) in columns.items():
        found = [
            (difference(ours.get(key), theirs[column], factor), name)
            for name, ours, theirs in rows if theirs.get(column) is not None
        ]
        if not found:
            continue
        worst, name = max(found)
        beyond += worst > limit
        mark = "" if worst <= limit else " **beyond**"
        print(f"| {column} | `{key}` | {worst:.1e}{mark} | {len(found)} | {name} |")
    unknown = {column for _, _, theirs in rows for column in theirs} - set(columns)
    print(f"\n{len(columns) - beyond} of {len(columns)} within {limit:g}.", end="")
    print(f" Not compared: {', '.join(sorted(unknown))}." if unknown else "")
    return beyond


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    soleus, folder = sys.argv[1:]
    with open(os.path.join(folder, "data", "truth.json"), encoding="utf-8") as file:
        truth = json.load(file)
    paths = {
        os.path.splitext(os.path.basename(name))[0]: os.path.join(folder, "data", name)
        for name in truth if name.startswith("sway/")
    }
    published = {
        os.path.splitext(os.path.basename(name))[0]: entry for name, entry in truth.items()
    }
    pool = ThreadPoolExecutor(os.cpu_count())

    def peers(name, profile):
        with open(os.path.join(folder, "peers", name), encoding="utf-8") as file:
            theirs = {
                row.pop("file"): {
                    key: float(value) for key, value in row.items()
                    if key not in ("n", "fs") and value != ""
                }
                for row in csv.DictReader(file)
            }
        ours = pool.map(lambda name: measures(soleus, paths[name], "--profile", profile), theirs)
        return [(name, mine, theirs[name]) for name, mine in zip(theirs, ours)]

    duarte = peers("duarte_bmc.csv", "duarte")
    beyond = table("`--profile duarte` and Duarte's functions", duarte, DUARTE, 1e-9)
    rows = [
        (name, ours, published[name]["published"])
        for name, ours, _ in duarte if "published" in published[name]
    ]
    beyond += table("`--profile duarte` and the published numbers of BDS", rows, PUBLISHED, 1e-9)
    beyond += table(
        "`--profile quijoux2021` and the 72 descriptors", peers("quijoux2021.csv", "quijoux2021"),
        QUIJOUX, 1e-6)
    rows = [
        (name, measures(soleus, paths[name], "--filter", "none"), entry["vendor"])
        for name, entry in published.items() if "vendor" in entry
    ]
    rows = [(name, ours, {key: theirs[key] for key in VENDOR}) for name, ours, theirs in rows]
    beyond += table("`--filter none` and a plate's vendor", rows, VENDOR, 5e-3)
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
