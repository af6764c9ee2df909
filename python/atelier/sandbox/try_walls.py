"""Try every way out of a sandbox from inside, and say of each whether it held: one JSON text on standard output.

One argument: a JSON text with `outside`, the fields of `Outside`.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from atelier.sandbox.attempts import files, network, processes
from atelier.sandbox.attempts.outside import Outside, Reached

WALLS = {"files": files.attempts, "network": network.attempts, "processes": processes.attempts}


def try_walls(outside: Outside) -> list[dict[str, Any]]:
    """For each attempt {wall, attempt, verdict, said}; the verdict is "held", "open", or "not known"."""
    return [
        {"wall": wall, "attempt": name, **verdict(attempt)}
        for wall, attempts in WALLS.items()
        for name, attempt in attempts(outside).items()
    ]


def verdict(attempt: Callable[[], None]) -> dict[str, str]:
    """Judge an attempt: only the kernel's refusal counts as held, and what is not understood is not proven."""
    try:
        attempt()
    except Reached as reached:
        return {"verdict": "open", "said": str(reached)}
    except OSError as refused:
        return {"verdict": "held", "said": refused.strerror or str(refused)}
    except Exception as failure:
        return {"verdict": "not known", "said": f"{type(failure).__name__}: {failure}"}
    return {"verdict": "held", "said": "it was not there"}


if __name__ == "__main__":
    print(json.dumps(try_walls(Outside(**json.loads(sys.argv[1])))))
