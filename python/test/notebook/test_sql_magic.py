"""Cells of SQL, in a shell of IPython."""

from typing import Any

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from atelier.notebook import sql as sql_module


class Recorded:
    """A ground that answers each question with its own text."""

    project = "sales"

    def query(self, text: str) -> Any:
        return [{"name": "asked", "type": "VARCHAR"}], [[text.strip()]]


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> InteractiveShell:
    monkeypatch.setattr(sql_module, "ground", lambda: Recorded())
    shell = InteractiveShell()
    shell.run_line_magic("load_ext", "atelier")
    return shell


def test_a_cell_is_sql_as_it_stands_and_shows_what_it_answers(shell: InteractiveShell) -> None:
    shell.user_ns["name"] = "x"
    answered = shell.run_cell("%%sql\nselect '{name}', :name -- $name").result
    assert isinstance(answered, pd.DataFrame)
    assert answered["asked"].tolist() == ["select '{name}', :name -- $name"]


@pytest.mark.parametrize("line", ["found", "found <<"])
def test_a_name_keeps_it_and_shows_nothing(shell: InteractiveShell, line: str) -> None:
    assert shell.run_cell(f"%%sql {line}\nselect 1").result is None
    assert shell.user_ns["found"]["asked"].tolist() == ["select 1"]


def test_what_is_no_name_is_refused_in_a_few_words(shell: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> None:
    shell.run_cell("%%sql select 1\nselect 2")
    shown = capsys.readouterr()
    assert "NotAVariable: %%sql is followed by 'select 1'" in shown.out + shown.err
    assert "Traceback" not in shown.out + shown.err
