"""SQLFrame on an embedded DuckDB: the engine of one machine."""

import glob
from pathlib import Path

import duckdb
from sqlframe.duckdb import DuckDBSession, functions

from atelier.etl.engines.engine import DataFrame, InputRows
from atelier.etl.line_count import count_lines
from atelier.etl.source_file import SourceFile

FIRST_ROW_LINE = 2
MEMORY_LIMIT = "3GB"


class SqlframeEngine:
    """Tables live in memory up to the limit, the rest spills to the scratch folder."""

    def __init__(self, scratch: Path) -> None:
        self.functions = functions
        self._scratch = scratch
        self._connection = duckdb.connect(
            config={"memory_limit": MEMORY_LIMIT, "temp_directory": str(scratch / "spill")}
        )
        self._session = DuckDBSession(conn=self._connection)

    def read(self, source: SourceFile, name: str) -> InputRows:
        """A regular file has one record a line and is read at full speed; any other goes record by record."""
        count = self._copy_regular_file(source, name)
        if count is not None:
            return InputRows(self._table(name), None, count)
        from atelier.etl.record_files import write_record_files

        records = write_record_files(source, self._scratch / name)
        for table, path in ((f"{name}_file", records.rows), (f"{name}_malformed", records.malformed)):
            self._connection.read_parquet(str(path)).create(table)
        self._connection.execute(f"CREATE VIEW {name} AS FROM {name}_file")
        return InputRows(self._table(name), self._table(f"{name}_malformed"), records.count)

    def forget(self, name: str) -> None:
        """Views on the file stay behind, and are of no use any more."""
        self._connection.execute(f"DROP TABLE {name}_file")

    def one_row(self) -> DataFrame:
        """From a table, because SQLFrame imports pandas to make frames of Python values."""
        self._connection.execute("CREATE OR REPLACE TABLE one_row AS SELECT 1 AS id")
        return self._table("one_row")

    def keep(self, frame: DataFrame, name: str) -> DataFrame:
        """A table of the engine's own database."""
        self._connection.execute(f"CREATE TABLE {name} AS {sql_of(frame)}")
        return self._table(name)

    def write(self, frame: DataFrame, columns: list[str], order: list[str], path: Path) -> int:
        """One file; the same rows give the same bytes."""
        query = f"SELECT {', '.join(columns)} FROM ({sql_of(frame)}) ORDER BY {', '.join(order)}"  # noqa: S608
        copied = self._connection.execute(f"COPY ({query}) TO {quoted(str(path))} (FORMAT parquet)").fetchone()
        return copied[0] if copied else 0

    def close(self) -> None:
        """SQLFrame keeps one session a process until it is stopped."""
        self._session.stop()
        self._connection.close()

    def _copy_regular_file(self, source: SourceFile, name: str) -> int | None:
        columns = ", ".join(f"{quoted(column)}: 'VARCHAR'" for column in source.columns)
        names = ", ".join(source.columns)
        path = quoted(glob.escape(str(source.way)))
        reader = (
            f"read_csv({path}, auto_detect=false, header=false, skip=1, columns={{{columns}}}, "
            f"force_not_null=[{names}], delim=',', quote='\"', escape='\"')"
        )
        try:
            self._connection.execute(f"CREATE TABLE {name}_file AS FROM {reader}")
        except duckdb.InvalidInputException:
            return None
        rows = self._connection.table(f"{name}_file").count("*").fetchone()
        if rows is None or rows[0] + 1 != count_lines(source.way):
            self.forget(name)
            return None
        # Rows are stored in the order of the file, so the row id counts its lines.
        select = f"SELECT rowid + {FIRST_ROW_LINE} AS line, {names} FROM {name}_file"  # noqa: S608
        self._connection.execute(f"CREATE VIEW {name} AS {select}")
        return rows[0]

    def _table(self, name: str) -> DataFrame:
        return self._session.table(name)


def sql_of(frame: DataFrame) -> str:
    """DuckDB plans better than SQLGlot's optimiser, which repeats expressions."""
    return frame.sql(dialect="duckdb", optimize=False, pretty=False)


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
