"""Records of an invented milling machine, most of which are of a machine that works.

The recipe is that of the AI4I 2020 data set (Matzka, Explainable Artificial Intelligence for Predictive Maintenance
Applications, AI4I 2020; UCI data set 601), whose columns these are. Where its own rows follow another rule than its
text, the comment beside the number says so.
"""

from pathlib import Path

import numpy as np
import pandas as pd

ROWS = 10_000
SEED = 9
# Shares of low, medium and high quality: those of its rows; its text says 0.5, 0.3 and 0.2.
QUALITIES = {"L": 0.6, "M": 0.3, "H": 0.1}
WEAR_MINUTES = {"L": 2, "M": 3, "H": 5}
OVERSTRAIN_LIMITS = {"L": 11_000, "M": 12_000, "H": 13_000}
TOOL_ENDS_MINUTES = (200, 240)
# Of 120 tools, 51 fail and the others are replaced in time.
SHARE_OF_TOOLS_THAT_FAIL = 51 / 120
POWER_WATT = 2860
# Its rows' speed falls with this power of the torque, and is as much at the usual torque of 40 Nm.
SPEED_EXPONENT, USUAL_SPEED, SPEED_NOISE = 0.368, 1510, 52
RANDOM_FAILURES = 0.001
MODES = ("TWF", "HDF", "PWF", "OSF", "RNF")


def write_machine_records(file: Path, rows: int = ROWS, seed: int = SEED) -> None:
    """Write them as tab-separated text; the same numbers give the same bytes."""
    records = machine_records(rows, seed)
    file.parent.mkdir(parents=True, exist_ok=True)
    records.to_csv(file, sep="\t", index=False, lineterminator="\n")


def machine_records(rows: int = ROWS, seed: int = SEED) -> pd.DataFrame:
    """One row a product that was milled, in order; a failure of any mode is a failure of the machine."""
    draws = np.random.Generator(np.random.PCG64(seed))
    quality = np.array(list(QUALITIES))[np.searchsorted(np.cumsum(list(QUALITIES.values()))[:-1], draws.random(rows))]
    air = 300 + 2 * _walk(draws, rows)
    process = air + 10 + _walk(draws, rows)
    torque = np.maximum(40 + 10 * _bell(draws, rows), 3.8)
    speed = USUAL_SPEED * (40 / torque) ** SPEED_EXPONENT + SPEED_NOISE * _bell(draws, rows)
    wear, fails = _wear(quality, draws)
    measured = {
        "Air temperature [K]": air.round(1),
        "Process temperature [K]": process.round(1),
        "Rotational speed [rpm]": speed.round().astype(int),
        "Torque [Nm]": torque.round(1),
        "Tool wear [min]": wear,
    }
    modes = _modes(measured, quality, fails, draws)
    number = np.arange(1, rows + 1)
    serial = [f"{letter}{10_000 + n}" for letter, n in zip(quality, number.tolist(), strict=True)]
    failure = np.any(list(modes.values()), axis=0)
    named = {"UDI": number, "Product ID": serial, "Type": quality, **measured, "Machine failure": failure, **modes}
    return pd.DataFrame(named).astype(dict.fromkeys(("Machine failure", *MODES), int))


def _modes(
    measured: dict[str, np.ndarray], quality: np.ndarray, fails: np.ndarray, draws: np.random.Generator
) -> dict[str, np.ndarray]:
    air, process, speed, torque, wear = measured.values()
    power = torque * speed * 2 * np.pi / 60
    limits = np.array([OVERSTRAIN_LIMITS[letter] for letter in quality.tolist()])
    return {
        "TWF": fails,
        "HDF": (process - air < 8.6) & (speed < 1380),
        "PWF": (power < 3500) | (power > 9000),
        "OSF": wear * torque > limits,
        "RNF": draws.random(len(air)) < RANDOM_FAILURES,
    }


def _wear(quality: np.ndarray, draws: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Minutes that the tool was used before each row, and whether it fails there; then comes a new one."""
    wear, fails = np.zeros(len(quality), dtype=int), np.zeros(len(quality), dtype=bool)
    minutes, end = 0, draws.uniform(*TOOL_ENDS_MINUTES)
    for row, letter in enumerate(quality.tolist()):
        wear[row] = minutes
        minutes += WEAR_MINUTES[letter]
        if wear[row] >= end:
            fails[row] = draws.random() < SHARE_OF_TOOLS_THAT_FAIL
            minutes, end = 0, draws.uniform(*TOOL_ENDS_MINUTES)
    return wear, fails


def _walk(draws: np.random.Generator, steps: int) -> np.ndarray:
    """A random walk, moved and stretched to mean 0 and standard deviation 1."""
    walk = np.cumsum(_bell(draws, steps))
    return (walk - walk.mean()) / walk.std()


def _bell(draws: np.random.Generator, count: int) -> np.ndarray:
    """Standard normal."""
    return draws.standard_normal(count)
