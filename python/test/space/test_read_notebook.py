"""Files that are notebooks, and files that are none."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from atelier.problem import Problem
from atelier.space.read_notebook import read_notebook

WRONG_CELL = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "x"}]}
IN_R = new_notebook(metadata={"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no json", "NotebookNotRead"),
        ("[]", "NotebookNotRead"),
        ("[" * 100_000, "NotebookNotRead"),
        (json.dumps({"nbformat": 3, "worksheets": []}), "NotebookNotRead"),
        (json.dumps(WRONG_CELL), "NotebookNotRead"),
        (nbformat.writes(IN_R), "NotebookNotPython"),
    ],
)
def test_what_cannot_be_run_is_refused_before_anything_is(text: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        read_notebook(text)
    assert refused.value.code == code


def test_what_was_printed_before_is_gone() -> None:
    cell = new_code_cell("1", outputs=[new_output("stream", text="old")], execution_count=7)
    (read,) = read_notebook(nbformat.writes(new_notebook(cells=[cell]))).cells
    assert (read.outputs, read.execution_count) == ([], None)
