"""Needs of the transformation from an engine; everything else it says in the DataFrame API of PySpark 3.5."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from atelier.etl.source_file import SourceFile

DataFrame = Any
Column = Any


@dataclass(frozen=True)
class InputRows:
    """The records of one file.

    `rows`: `line` (physical, header = 1) and the file's columns as text, never null.
    `malformed`: `line`, `reason` and `row` of records that do not have the header's columns; None when there are none.
    `count`: the records of both.
    """

    rows: DataFrame
    malformed: DataFrame | None
    count: int


class Engine(Protocol):
    """`functions` is the engine's `pyspark.sql.functions`."""

    functions: Any

    def read(self, source: SourceFile, name: str) -> InputRows:
        """Read a file once; what is returned can be used any number of times until it is forgotten."""

    def forget(self, name: str) -> None:
        """Give back the memory of a file that was read."""

    def one_row(self) -> DataFrame:
        """A frame of one row, to generate others from."""

    def keep(self, frame: DataFrame, name: str) -> DataFrame:
        """Compute a frame once, for several uses."""

    def write(self, frame: DataFrame, columns: list[str], order: list[str], path: Path) -> int:
        """Write the columns to Parquet, sorted, and count the rows."""

    def close(self) -> None:
        """Give back memory and scratch space."""
