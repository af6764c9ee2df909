"""What holds for every notebook that is shipped."""

from pathlib import Path

import nbformat
import pytest
from executed_notebook import SHIPPED

NOTEBOOKS = sorted(SHIPPED.glob("*.ipynb"))


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_it_is_clean_explained_and_has_parameters(file: Path) -> None:
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not [cell.source for cell in code if cell.outputs or cell.execution_count is not None]
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in code) == 1
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")
    explained = sum(cell.cell_type == "markdown" for cell in notebook.cells)
    assert explained * 2 >= len(code)
