"""Try every way out of a sandbox from inside, and say of each whether it held: one JSON text on standard output.

One argument: a JSON text with `outside`, the fields of `Outside`.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from atelier.sandbox.attempts import (
    accounts,
    addresses,
    belongings,
    families,
    files,
    limits,
    machine_files,
    namespaces,
    neighbours,
    network,
    processes,
    refused_calls,
)
from atelier.sandbox.attempts.in_child import in_child, may_fork
from atelier.sandbox.attempts.outside import Outside, Reached

Attempts = dict[str, Callable[[], None]]
WALLS: dict[str, tuple[Callable[[Outside], Attempts], ...]] = {
    "files": (files.attempts, belongings.attempts, machine_files.attempts),
    "network": (network.attempts, addresses.attempts, families.attempts),
    "processes": (processes.attempts, neighbours.attempts),
    "system calls": (refused_calls.attempts, namespaces.attempts),
    "accounts": (accounts.attempts,),
    "limits": (limits.attempts,),
}

# The kernel answers them by ending the process.
ENDS_WHOEVER_TRIES = ("call by the second table", "call by the old table")


def every_way(outside: Outside) -> dict[str, tuple[str, Callable[[], None]]]:
    """By name of the attempt: its wall, and the attempt."""
    return {
        name: (wall, attempt)
        for wall, groups in WALLS.items()
        for attempts in groups
        for name, attempt in attempts(outside).items()
    }


def try_walls(outside: Outside) -> list[dict[str, Any]]:
    """For each attempt {wall, attempt, verdict, said}; the verdict is "held", "open", or "not known".

    A process that may start no other tries them itself, but for those that would end it.
    """
    ways = every_way(outside)
    if may_fork():
        return [
            {"wall": wall, "attempt": name, **in_child(lambda attempt=attempt: verdict(attempt), outside.pid)}
            for name, (wall, attempt) in ways.items()
        ]
    return [
        {"wall": wall, "attempt": name, **verdict(attempt)}
        for name, (wall, attempt) in ways.items()
        if name not in ENDS_WHOEVER_TRIES
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
