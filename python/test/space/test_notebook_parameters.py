"""Values that a notebook is given."""

from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from atelier.problem import Problem
from atelier.space.notebook_parameters import give_parameters


def notebook() -> NotebookNode:
    return new_notebook(cells=[new_code_cell("x = 1", metadata={"tags": ["parameters"]}), new_code_cell("print(x)")])


def test_a_value_is_written_as_python_and_never_read_as_code() -> None:
    document = notebook()
    values = {"a": "'''\nimport os", "b": [1, None, True], "c": {"k": "\\"}}
    give_parameters(document, values)
    namespace: dict[str, Any] = {}
    exec(document.cells[1].source, namespace)  # noqa: S102
    assert {name: namespace[name] for name in values} == values
    assert "os" not in namespace


def test_without_values_it_stays_as_it_is() -> None:
    document = notebook()
    give_parameters(document, {})
    assert len(document.cells) == 2


@pytest.mark.parametrize("name", ["a b", "1a", "class", "a=1;b", ""])
def test_a_parameter_is_a_name_of_python(name: str) -> None:
    with pytest.raises(Problem, match="accepted is a name of Python"):
        give_parameters(notebook(), {name: 1})


def test_a_notebook_without_a_cell_of_parameters_takes_none() -> None:
    with pytest.raises(Problem) as refused:
        give_parameters(new_notebook(cells=[new_code_cell("x = 1")]), {"x": 2})
    assert refused.value.code == "NotebookWithoutParameters"
