"""A file that is written while it is loaded."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from loading import load, sale, write_inputs

from atelier.problem import Problem
from atelier.report import Report


class ChangingReport(Report):
    """Changes a file when the load says that it checks it."""

    def __init__(self, file: Path, change: Callable[[Path], None]) -> None:
        super().__init__(None)
        self._file, self._change = file, change

    def progress(self, what: str, done: int, total: int) -> None:
        if what == f"checking {self._file.name}":
            self._change(self._file)


def grow(file: Path) -> None:
    with file.open("a") as opened:
        opened.write(f"{sale(day='2024-01-03')}\n")


def truncate(file: Path) -> None:
    os.truncate(file, file.stat().st_size - 5)


def rewrite(file: Path) -> None:
    text = file.read_text().replace("10.50", "99.50")
    status = file.stat()
    file.write_text(text)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def replace(file: Path) -> None:
    other = file.with_name("other.csv")
    other.write_text(file.read_text() + f"{sale(day='2024-01-04')}\n")
    other.rename(file)


@pytest.mark.parametrize("change", [grow, truncate, rewrite, replace])
def test_a_file_that_changes_while_it_is_loaded_is_refused(tmp_path: Path, change: Callable[[Path], None]) -> None:
    inputs = write_inputs(tmp_path, [sale(), sale(day="2024-01-02")])
    report = ChangingReport(tmp_path / "store_sales.csv", change)
    with pytest.raises(Problem, match=r"store_sales\.csv was changed while it was loaded") as refused:
        load(inputs, tmp_path / "staging", report=report)
    assert refused.value.code == "InputChanged"


def test_the_result_names_the_bytes_that_were_loaded(tmp_path: Path) -> None:
    first = load(write_inputs(tmp_path, [sale()]), tmp_path / "first").counts("sales")["sha256"]
    again = load(write_inputs(tmp_path, [sale()]), tmp_path / "again").counts("sales")["sha256"]
    other = load(write_inputs(tmp_path, [sale(total="1")]), tmp_path / "other").counts("sales")["sha256"]
    assert first == again != other
