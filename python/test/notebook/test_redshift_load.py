"""The statements by which rows come into a table of Redshift, run where the warehouse's words are DuckDB's too."""

from typing import Literal

import duckdb
import pyarrow as pa
import pytest

from atelier.notebook.redshift_load import columns_of, load_statements
from atelier.problem import Problem

How = Literal["replace", "append", "merge"]
COLUMNS = {'na"me': "integer", "total": "integer"}


def after(how: How, keys: list[str], table: str = 'odd "table') -> tuple[list[tuple], list[tuple]]:
    """Counts, and rows, of a table of two rows into which two others were loaded."""
    database = duckdb.connect()
    quoted = '"' + table.replace('"', '""') + '"'
    database.execute(f'create table {quoted} ("na""me" integer primary key, total integer)')
    database.execute(f"insert into {quoted} values (1, null), (2, 20)")  # noqa: S608
    counts: list[tuple] = []
    for statement in load_statements(table, COLUMNS, how, keys, "s3://a'b/c.parquet"):
        if statement.startswith("copy"):
            assert statement == "copy staged_rows from 's3://a''b/c.parquet' iam_role default format as parquet"
            database.execute("insert into staged_rows values (1, 10), (3, 30)")
        elif statement.startswith("select"):
            counts += database.execute(statement).fetchall()
        else:
            database.execute(statement)
    return counts, database.execute(f"from {quoted} order by all").fetchall()


def test_merging_updates_known_rows_and_adds_the_others() -> None:
    assert after("merge", ['na"me']) == ([(1,), (1,)], [(1, 10), (2, 20), (3, 30)])


def test_replacing_makes_the_table_anew() -> None:
    assert after("replace", []) == ([], [(1, 10), (3, 30)])


def test_appending_refuses_what_the_table_refuses() -> None:
    with pytest.raises(duckdb.ConstraintException):
        after("append", [])


def test_a_merge_needs_keys() -> None:
    with pytest.raises(Problem, match="without keys"):
        after("merge", [])


def test_types_are_exact_and_one_without_a_match_is_refused() -> None:
    rows = pa.table({"total": pa.array([None], pa.decimal128(18, 2)), "city": pa.array(["a"])})
    assert columns_of(rows) == {"total": "decimal(18,2)", "city": "varchar(65535)"}
    with pytest.raises(Problem) as refused:
        columns_of(pa.table({"blob": pa.array([b"a"])}))
    assert refused.value.code == "ColumnNotForRedshift"
