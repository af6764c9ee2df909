"""A notebook run from its first cell to its last, and what its cells printed."""

import base64
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
from matplotlib.image import imread
from nbclient import NotebookClient

import atelier

SHIPPED = Path(atelier.__file__).parent / "notebook/shipped"
WITHIN_SECONDS = 240
CELL = re.compile(r"<t[hd][^>]*>(.*?)</t[hd]>", re.DOTALL)


def executed(
    name: str, environment: dict[str, str], parameters: Mapping[str, Any], without: str | None = None
) -> nbformat.NotebookNode:
    """A shipped notebook with other parameters, run in a kernel of its own; cells tagged `without` are left out."""
    notebook = nbformat.read(SHIPPED / f"{name}.ipynb", as_version=4)
    tags = [cell.metadata.get("tags", []) for cell in notebook.cells]
    given = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    notebook.cells.insert(tags.index(["parameters"]) + 1, nbformat.v4.new_code_cell(given))
    notebook.cells = [cell for cell in notebook.cells if without not in cell.metadata.get("tags", [])]
    client = NotebookClient(notebook, timeout=WITHIN_SECONDS, resources={"metadata": {"path": environment["HOME"]}})
    client.execute(env=environment)
    return notebook


def printed(notebook: nbformat.NotebookNode) -> str:
    """What cells wrote as text."""
    return "".join(output.text for output in _outputs(notebook) if output.output_type == "stream")


def tables(notebook: nbformat.NotebookNode) -> list[dict[str, dict[str, str]]]:
    """Frames that cells showed: a text by row and column."""
    shown = (output.data for output in _outputs(notebook) if "data" in output)
    return [_table(data["text/html"]) for data in shown if "<table" in data.get("text/html", "")]


def _table(html: str) -> dict[str, dict[str, str]]:
    rows = [CELL.findall(row) for row in html.split("</tr>") if "<t" in row]
    header = rows[0][1:]
    return {row[0]: dict(zip(header, row[1:], strict=True)) for row in rows[1:] if len(row) == len(header) + 1}


def pictures(notebook: nbformat.NotebookNode) -> list[float]:
    """Of each picture that cells showed, how much its points differ: a blank one has 0."""
    shown = (output.data for output in _outputs(notebook) if "data" in output)
    encoded = [data["image/png"] for data in shown if "image/png" in data]
    return [float(np.std(imread(io.BytesIO(base64.b64decode(text)), format="png"))) for text in encoded]


def _outputs(notebook: nbformat.NotebookNode) -> Iterator[nbformat.NotebookNode]:
    for cell in notebook.cells:
        yield from cell.get("outputs", [])
