"""Training speed and accuracy against statsforecast's AutoARIMA, AutoETS and Theta averaged; prints one JSON document.

    .venv/bin/python bench/train/run.py

One line per number of series and last day of the sample data: one in an ordinary week, one with Christmas in its
backtests. Each line is a process of its own. The peer takes part in the lines of the first number of series, because
its time is the same for each series. `--covariates none` takes from Atelier what the peer cannot use.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PYTHON = str(HERE.parents[1] / "python")
ORDINARY_END, CHRISTMAS_END = "2024-09-22", "2024-12-30"
SEED = 2026
PEER_SECONDS_IN_ALL = 300


def main() -> None:
    """Measure every line, print all."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--series", type=int, nargs="+", default=[100, 1000])
    arguments.add_argument("--ends", nargs="+", default=[ORDINARY_END, CHRISTMAS_END], help="days of the last sale")
    arguments.add_argument("--seed", type=int, default=SEED, help="of the sample data")
    arguments.add_argument("--peer-seconds", type=float, default=PEER_SECONDS_IN_ALL, help="shared by its lines")
    arguments.add_argument("--covariates", choices=("known", "none"), default="known")
    asked = arguments.parse_args()
    cases = [(series, end) for series in asked.series for end in asked.ends]
    lines = []
    for series, end in cases:
        print(f"{series} series until {end}", file=sys.stderr, flush=True)
        case = {"series": series, "end": end, "seed": asked.seed, "covariates": asked.covariates}
        peer_seconds = asked.peer_seconds / len(asked.ends) if series == asked.series[0] else 0
        lines.append(measure({**case, "peerSeconds": peer_seconds}))
    print(json.dumps({"lines": lines}, indent=1))


def measure(case: dict) -> dict:
    """One line, from a process that has done nothing before."""
    command = [sys.executable, str(HERE / "compare.py"), json.dumps(case)]
    environment = {**os.environ, "PYTHONPATH": PYTHON}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)  # noqa: S603
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
