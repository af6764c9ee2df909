"""A notebook's text as a document that can be run."""

import json
from typing import TYPE_CHECKING

from atelier.problem import Problem

if TYPE_CHECKING:
    from nbformat import NotebookNode

PYTHON = "python3"


def read_notebook(text: str) -> "NotebookNode":
    """The document, without what it printed before. Problems: `NotebookNotRead`, `NotebookNotPython`."""
    import nbformat

    try:
        plain = json.loads(text)
        if not isinstance(plain, dict) or plain.get("nbformat") != 4:
            raise _not_read(f"its nbformat is {plain.get('nbformat') if isinstance(plain, dict) else 'missing'}")
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except (ValueError, RecursionError, nbformat.ValidationError) as failure:
        raise _not_read(str(failure).strip().split("\n")[0][:200]) from failure
    language = notebook.metadata.get("kernelspec", {}).get("language", "python")
    if language != "python":
        message = f"The notebook is in {language!r}; spaces have the kernel {PYTHON!r} alone."
        raise Problem("NotebookNotPython", message, "Run a notebook in Python.")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _not_read(what: str) -> Problem:
    return Problem(
        "NotebookNotRead",
        f"The file is no notebook that can be run: {what}; accepted is JSON of nbformat 4. Nothing was run.",
        "Save the notebook in JupyterLab, and name that file.",
    )
