"""Reading of CSV files whose records and lines do not coincide, one record at a time."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow.parquet import ParquetWriter

from atelier.etl.source_file import SourceFile, not_utf8
from atelier.problem import Problem

BATCH_RECORDS = 50_000
MALFORMED = pa.schema([("line", pa.int64()), ("reason", pa.string()), ("row", pa.string())])


@dataclass(frozen=True)
class RecordFiles:
    """Two Parquet files: records with the header's columns, and the others with their raw text."""

    rows: Path
    malformed: Path
    count: int


class LineRecorder:
    """Hands lines to the CSV reader and remembers those of the current record."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.taken: list[str] = []

    def __iter__(self) -> "LineRecorder":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        return line


def write_record_files(source: SourceFile, folder: Path) -> RecordFiles:
    """Blank lines are skipped; quoted values may span lines; `line` is the first line of a record."""
    folder.mkdir(parents=True, exist_ok=True)
    rows_file, malformed_file = folder / "rows.parquet", folder / "malformed.parquet"
    rows = pa.schema([("line", pa.int64()), *((name, pa.string()) for name in source.columns)])
    csv.field_size_limit(2**31 - 1)
    try:
        with (
            source.way.open(encoding="utf-8-sig", newline="") as file,
            BatchWriter(rows_file, rows) as good,
            BatchWriter(malformed_file, MALFORMED) as bad,
        ):
            split_records(source, file, good, bad)
    except UnicodeDecodeError:
        raise not_utf8(source.path, first_undecodable_line(source.way)) from None
    return RecordFiles(rows_file, malformed_file, good.count + bad.count)


class BatchWriter:
    """A Parquet file that grows by batches of tuples."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = ParquetWriter(path, schema)
        self._batch: list[tuple] = []
        self.count = 0

    def add(self, record: tuple) -> None:
        self.count += 1
        self._batch.append(record)
        if len(self._batch) == BATCH_RECORDS:
            self._flush()

    def _flush(self) -> None:
        columns = [list(column) for column in zip(*self._batch, strict=True)] or [[] for _ in self._schema]
        arrays = [pa.array(column, field.type) for column, field in zip(columns, self._schema, strict=True)]
        self._writer.write_table(pa.table(arrays, schema=self._schema))
        self._batch = []

    def __enter__(self) -> "BatchWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._writer.close()


def split_records(source: SourceFile, lines: Iterator[str], good: BatchWriter, bad: BatchWriter) -> None:
    """Sort the file's records, the header left out."""
    recorder = LineRecorder(lines)
    reader = csv.reader(recorder, strict=True)
    width = len(source.columns)
    next(reader)
    while True:
        line = reader.line_num + 1
        recorder.taken.clear()
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            text = raw_text(recorder)
            if "unexpected end of data" in str(error):
                raise unclosed_quote(source.path, line) from None
            bad.add((line, "bad quotes: a quoted value goes on after its closing quote", text))
            continue
        if len(values) == width:
            good.add((line, *values))
        elif values:
            bad.add((line, f"wrong columns: {len(values)} values, the header names {width}", raw_text(recorder)))


def raw_text(recorder: LineRecorder) -> str:
    """The lines of the current record as they are in the file."""
    return "".join(recorder.taken).rstrip("\r\n")


def unclosed_quote(path: Path, line: int) -> Problem:
    """Nobody can say where such a record was meant to end."""
    return Problem(
        "InputQuoteUnclosed",
        f'The record that begins on line {line} of {path} opens a quote (") that is never closed.',
        "Close the quote, or double it if it belongs to the value.",
    )


def first_undecodable_line(path: Path) -> int:
    """Where to look for the bytes that are not UTF-8."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 0
