"""The notebook step: one notebook from its first cell to its last, as whoever's space it is in."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atelier.problem import Problem
from atelier.report import Report
from atelier.space.inside import settle
from atelier.space.keep_notebook import keep_notebook
from atelier.space.notebook_parameters import give_parameters
from atelier.space.read_notebook import read_notebook
from atelier.space.shipped import lay_out

if TYPE_CHECKING:
    from nbformat import NotebookNode

# Of its text, on its way to whoever asked.
PIECE_CHARACTERS = 65_536


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Run a notebook; what its cells printed is kept in the home folder, also of one that fails.

    Task: what `settle` takes; `notebook`, its text; `name`; `parameters`, values by name; `timeoutSeconds`.
    News: `{cell: {index, cells, title}}`, then the executed notebook as `{piece}` any number of times.
    Problems: `NotebookNotRead`, `NotebookCellFailed`, `NotebookTimedOut`, `NotebookKernelDied`, and of parameters.
    """
    begun = time.monotonic()
    home = settle(task)
    lay_out(home)
    notebook = read_notebook(task["notebook"])
    give_parameters(notebook, task["parameters"])
    failure = _execute(notebook, home, task["timeoutSeconds"], report)
    kept = _keep(home, task["name"], notebook, report)
    if failure is not None:
        failure.message = f"{failure.message} {kept['words']}"
        raise failure
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    return {"file": kept["file"], "cells": cells, "seconds": round(time.monotonic() - begun, 3)}


def _execute(notebook: "NotebookNode", home: Path, seconds: float, report: Report) -> Problem | None:
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    from atelier.space.bounded_client import BoundedClient

    at: dict[str, Any] = {"index": 0, "cells": len(notebook.cells), "title": ""}

    def begins(cell: "NotebookNode", cell_index: int) -> None:
        at.update(index=cell_index + 1, title=_first_line(cell))
        report.send({"cell": dict(at)})

    client = BoundedClient(notebook, seconds=seconds, on_cell_start=begins, resources={"metadata": {"path": str(home)}})
    try:
        client.execute()
    except CellExecutionError as failed:
        what = f"{_place(at)} failed: {failed.ename}: {_short(failed.evalue)}."
        return Problem("NotebookCellFailed", what, "Mend that cell, then run the notebook again.")
    except CellTimeoutError:
        what = f"{_place(at)} was still running after the {seconds:g} s that the notebook had."
        return Problem("NotebookTimedOut", what, "Give it more time with --timeout, or less to do.")
    except DeadKernelError:
        what = f"{_place(at)} ended its kernel: it took more memory than a space has, or ended itself."
        return Problem("NotebookKernelDied", what, "Have the cell take less memory, then run the notebook again.")
    return None


def _place(at: dict[str, Any]) -> str:
    return f"Cell {at['index']} of {at['cells']} ({at['title']})"


def _first_line(cell: "NotebookNode") -> str:
    lines = cell.source.strip().split("\n")
    return lines[0][:80]


def _short(text: str) -> str:
    return " ".join(text.split())[:400].rstrip(".")


def _keep(home: Path, name: str, notebook: "NotebookNode", report: Report) -> dict[str, str]:
    import nbformat

    text = nbformat.writes(notebook)
    for start in range(0, len(text), PIECE_CHARACTERS):
        report.send({"piece": text[start : start + PIECE_CHARACTERS]})
    try:
        file = keep_notebook(home, name, text)
    except OSError as failure:
        words = f"What it printed could not be kept in the home folder: {failure.strerror}."
        return {"file": "", "words": words}
    return {"file": file, "words": f"What it printed up to there is in {file} of the home folder."}
