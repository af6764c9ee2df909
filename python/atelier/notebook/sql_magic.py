"""Cells of SQL: `%%sql`, and `%%sql NAME` to keep what it answers."""

import re
from typing import TYPE_CHECKING, Any

from atelier.notebook.sql import sql
from atelier.problem import Problem

if TYPE_CHECKING:
    import pandas as pd


def register(shell: Any) -> None:
    """Give a shell of IPython the magics `%sql` and `%%sql`.

    The text of a cell is SQL from its first letter to its last: nothing of Python is put into it, so that no value can
    be read as SQL.
    """

    def magic(line: str, cell: str | None = None) -> "pd.DataFrame | None":
        if cell is None:
            return sql(line)
        name = line.strip().removesuffix("<<").strip()
        if name and not re.fullmatch(r"[A-Za-z_]\w*", name):
            message = f"%%sql is followed by {line.strip()!r}; accepted is the name of a variable, or nothing."
            raise Problem("NotAVariable", message, "Write SQL from the second line of the cell on.")
        frame = sql(cell)
        if not name:
            return frame
        shell.user_ns[name] = frame
        return None

    shell.register_magic_function(magic, "line_cell", "sql")
