"""Atelier in notebooks: the same calls on one machine and on AWS.

`import atelier`, then `atelier.sql("select …")` and the others of `atelier.notebook`. Workers of a workspace live in
the same package and load none of it.
"""

import importlib
from typing import Any

# What a notebook calls, by the module it is in: loaded when it is first asked for.
CALLS = {
    name: f"atelier.notebook.{name}"
    for name in ("deploy", "load", "path", "predict", "sample_data", "spark", "sql", "train")
}


def __getattr__(name: str) -> Any:
    if name not in CALLS:
        raise AttributeError(f"module 'atelier' has no attribute {name!r}; it has {', '.join(sorted(CALLS))}")
    return getattr(importlib.import_module(CALLS[name]), name)


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext atelier`: cells that begin with `%%sql`."""
    importlib.import_module("atelier.notebook.sql_magic").register(shell)


def __dir__() -> list[str]:
    return sorted([*globals(), *CALLS])
