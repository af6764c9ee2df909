"""Atelier in notebooks: the same calls on one machine and on AWS.

`import atelier`, then `atelier.sql("select …")` and the others of `atelier.notebook`. Workers of a workspace live in
the same package and load none of it.
"""

import importlib
from typing import Any

# What a notebook calls, by the module it is in: loaded when it is first asked for.
CALLS = {"path": "atelier.notebook.path", "sql": "atelier.notebook.sql"}


def __getattr__(name: str) -> Any:
    if name not in CALLS:
        raise AttributeError(f"module 'atelier' has no attribute {name!r}; it has {', '.join(sorted(CALLS))}")
    return getattr(importlib.import_module(CALLS[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *CALLS])
