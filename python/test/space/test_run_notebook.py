"""A notebook that runs by itself: what becomes of it, and what is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

Ran = Callable[..., tuple[int, list[dict[str, Any]]]]


def notebook(*cells: str) -> str:
    parameters = new_code_cell("x = 1", metadata={"tags": ["parameters"]})
    return nbformat.writes(new_notebook(cells=[new_markdown_cell("# Title"), parameters, *map(new_code_cell, cells)]))


@pytest.fixture
def ran(tmp_path: Path, start_worker: Any) -> Ran:
    def run(text: str, seconds: int = 120, **parameters: Any) -> tuple[int, list[dict[str, Any]]]:
        task = {"step": "notebook", "notebook": text, "name": "n.ipynb", "parameters": parameters}
        place = {"home": str(tmp_path), "doors": str(tmp_path), "person": "july", "project": "sales"}
        worker = start_worker({**task, **place, "timeoutSeconds": seconds}, log=tmp_path / "log")
        reports = list(iter(worker.next, {}))
        return worker.process.wait(), reports

    return run


def kept(home: Path) -> nbformat.NotebookNode:
    (only,) = (home / "runs").glob("*.ipynb")
    return nbformat.read(only, as_version=4)


def test_its_cells_run_with_the_values_given_and_its_outputs_are_kept(ran: Ran, tmp_path: Path) -> None:
    code, reports = ran(notebook("print(x * 2)"), x=21)
    assert code == 0
    titles = [report["cell"]["title"] for report in reports if "cell" in report]
    assert titles == ["# Title", "x = 1", "x = 21", "print(x * 2)"]
    assert kept(tmp_path).cells[-1].outputs[0].text == "42\n"
    assert "".join(report["piece"] for report in reports if "piece" in report) == nbformat.writes(kept(tmp_path))
    assert reports[-1]["result"]["cells"] == 3


@pytest.mark.parametrize(
    ("cell", "problem", "words"),
    [
        ("1/0", "NotebookCellFailed", "Cell 3 of 3 (1/0) failed: ZeroDivisionError: division by zero."),
        ("import os; os._exit(3)", "NotebookKernelDied", "Cell 3 of 3 (import os; os._exit(3)) ended its kernel"),
        ("while True: pass", "NotebookTimedOut", "was still running after the 20 s that the notebook had"),
    ],
)
def test_a_cell_that_fails_ends_it_and_what_came_before_is_kept(
    ran: Ran, tmp_path: Path, cell: str, problem: str, words: str
) -> None:
    code, reports = ran(notebook(cell), seconds=20)
    assert code == 1
    assert reports[-1]["problem"]["code"] == problem
    assert words in reports[-1]["problem"]["message"]
    assert "is in runs/n-" in reports[-1]["problem"]["message"]
    assert kept(tmp_path).cells[1].execution_count == 1


def test_output_beyond_what_is_kept_is_dropped_and_said_to_be(ran: Ran, tmp_path: Path) -> None:
    code, _ = ran(notebook("for _ in range(40):\n    print('x' * 1024 * 1024)", "print('goes on')"))
    assert code == 0
    last, after = kept(tmp_path).cells[-2:]
    assert "the rest is not kept" in last.outputs[-1].text
    assert after.outputs == []
    assert next((tmp_path / "runs").iterdir()).stat().st_size < 20 * 1024**2
