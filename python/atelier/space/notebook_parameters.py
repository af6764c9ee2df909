"""Values that a notebook is run with, in the place of those it was written with."""

import keyword
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from atelier.problem import Problem

if TYPE_CHECKING:
    from nbformat import NotebookNode

DEFAULTS = "parameters"
# The tag that papermill gives such a cell, so that its users find it.
GIVEN = "injected-parameters"


def give_parameters(notebook: "NotebookNode", values: Mapping[str, Any]) -> None:
    """Add a cell right after the one tagged `parameters`; without values, nothing.

    Values are of JSON, and written as Python. Problems: `NotebookParameterName`, `NotebookWithoutParameters`.
    """
    from nbformat.v4 import new_code_cell

    if not values:
        return
    for name in values:
        if not name.isidentifier() or keyword.iskeyword(name):
            message = f"A parameter is called {name!r}; accepted is a name of Python. Nothing was run."
            raise Problem("NotebookParameterName", message, "Name it as in the notebook's cell of parameters.")
    tagged = [index for index, cell in enumerate(notebook.cells) if DEFAULTS in cell.metadata.get("tags", [])]
    if not tagged:
        raise Problem(
            "NotebookWithoutParameters",
            f"{', '.join(values)} was given, and no cell of the notebook is tagged {DEFAULTS!r}. Nothing was run.",
            f"Give the cell that sets it the tag {DEFAULTS!r}, or leave the parameters out.",
        )
    lines = [f"{name} = {value!r}" for name, value in values.items()]
    notebook.cells.insert(tagged[0] + 1, new_code_cell("\n".join(lines), metadata={"tags": [GIVEN]}))
