"""Every benchmark in one run: `make bench`. Results go to bench/results.json; docs/benchmarks.md explains them.

Name some of load, train, serve, front-door, audit, up, spaces, warehouse, kills, plan, prove and rehearse to run only
these; the results of the others stay.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

BENCH = Path(__file__).parent
ROOT = BENCH.parent
RESULTS = BENCH / "results.json"
NODE = str(ROOT / "node_modules/.bin/node")
COMMANDS = {
    "load": [sys.executable, "bench/load/run.py"],
    "train": [sys.executable, "bench/train/run.py"],
    "serve": [sys.executable, "bench/serve/run.py"],
    "front-door": [NODE, "bench/front-door/run.ts"],
    "audit": [NODE, "bench/audit/run.ts"],
    "up": [NODE, "bench/up/run.ts"],
    "spaces": [NODE, "bench/spaces/run.ts"],
    "warehouse": [NODE, "bench/warehouse/run.ts"],
    "kills": [NODE, "bench/kills/run.ts"],
    "plan": [NODE, "bench/plan/run.ts"],
    "prove": [NODE, "bench/prove/run.ts"],
    "rehearse": [NODE, "bench/rehearse/run.ts"],
}


def main() -> None:
    """Measure one after the other; a benchmark that fails ends the run with its own words."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("names", nargs="*", choices=[*COMMANDS, []], help="which benchmarks; all of them if none")
    names = arguments.parse_args().names or list(COMMANDS)
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in names:
        print(f"{name}: {' '.join(COMMANDS[name][1:])}", file=sys.stderr, flush=True)
        results[name] = {"machine": machine(), "measured": measure(COMMANDS[name])}
        RESULTS.write_text(json.dumps(results, indent=2) + "\n")


def measure(command: list[str]) -> dict:
    """The JSON document that a benchmark prints."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "python")}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)  # noqa: S603
    return json.loads(done.stdout)


def machine() -> dict:
    """The machine that was measured on; the load average tells whether anything else was running."""
    memory_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "memoryGib": round(memory_bytes / 2**30),
        "system": platform.platform(),
        "loadAverageBefore": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    main()
