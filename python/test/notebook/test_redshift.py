"""One set of promises about frames, held on one machine and on AWS."""

from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from atelier.notebook.frames import frame_of
from atelier.notebook.redshift import answer_of
from atelier.problem import Problem

STATEMENT = {"Id": "s-1"}
NULL = {"isNull": True}
COLUMNS = [
    {"name": "store", "typeName": "int4"},
    {"name": "promo", "typeName": "int2"},
    {"name": "total", "typeName": "numeric", "precision": 18, "scale": 2},
    {"name": "day", "typeName": "date"},
    {"name": "open", "typeName": "bool"},
    {"name": "city", "typeName": "varchar"},
]
HERE = [
    {"name": name, "type": kind}
    for name, kind in (
        ("store", "INTEGER"),
        ("promo", "SMALLINT"),
        ("total", "DECIMAL(18,2)"),
        ("day", "DATE"),
        ("open", "BOOLEAN"),
        ("city", "VARCHAR"),
    )
]
ROWS = [[1, None, "1234.50", "2026-02-28", False, ""], [2, 1, None, None, True, None]]


@pytest.fixture
def api() -> Stubber:
    keys = {"aws_access_key_id": "none", "aws_secret_access_key": "none"}
    stub = Stubber(boto3.client("redshift-data", region_name="eu-central-1", **keys))
    stub.activate()
    asked = {"WorkgroupName": "acme-sales", "Database": "warehouse", "Sql": "select"}
    stub.add_response("execute_statement", STATEMENT, asked)
    return stub


def described(api: Stubber, status: str, **more: Any) -> None:
    api.add_response("describe_statement", {**STATEMENT, "Status": status, **more}, STATEMENT)


def record(row: list[Any]) -> list[dict[str, Any]]:
    names = {int: "longValue", str: "stringValue", bool: "booleanValue"}
    return [NULL if value is None else {names[type(value)]: value} for value in row]


def answer(api: Stubber) -> tuple[list[dict[str, str]], list[list[Any]]]:
    told = answer_of(api.client, "acme-sales", "select", lambda _seconds: None)
    api.assert_no_pending_responses()
    return told


@pytest.mark.parametrize("rows", [ROWS, []], ids=["rows on two pages", "no rows"])
def test_the_same_rows_are_the_same_frame_on_both_grounds(api: Stubber, rows: list[list[Any]]) -> None:
    described(api, "STARTED")
    described(api, "FINISHED", HasResultSet=True)
    first = {"ColumnMetadata": COLUMNS, "Records": [record(row) for row in rows[:1]], "NextToken": "more"}
    api.add_response("get_statement_result", first, STATEMENT)
    last = {"ColumnMetadata": COLUMNS, "Records": [record(row) for row in rows[1:]]}
    api.add_response("get_statement_result", last, {**STATEMENT, "NextToken": "more"})
    there, here = frame_of(*answer(api)), frame_of(HERE, rows)
    assert there.dtypes.to_dict() == here.dtypes.to_dict()
    assert there.equals(here)


def test_a_statement_without_rows_answers_none(api: Stubber) -> None:
    described(api, "FINISHED", HasResultSet=False)
    assert answer(api) == ([], [])


def test_a_statement_that_fails_is_told_in_the_words_of_the_warehouse(api: Stubber) -> None:
    described(api, "FAILED", Error='relation "sales" does not exist')
    with pytest.raises(Problem, match="does not exist") as failed:
        answer(api)
    assert failed.value.code == "StatementFailed"


def test_a_cell_that_is_interrupted_cancels_its_statement(api: Stubber) -> None:
    described(api, "STARTED")
    api.add_response("cancel_statement", {"Status": True}, STATEMENT)

    def interrupt(_seconds: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        answer_of(api.client, "acme-sales", "select", interrupt)
    api.assert_no_pending_responses()
