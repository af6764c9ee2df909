"""SQL by Redshift's Data API, answered in DuckDB's words."""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from atelier.problem import Problem

DATABASE = "warehouse"
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 2.0
TYPES = {
    "int2": "SMALLINT",
    "int4": "INTEGER",
    "int8": "BIGINT",
    "float4": "FLOAT",
    "float8": "DOUBLE",
    "bool": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "timestamptz": "TIMESTAMP WITH TIME ZONE",
}


def answer_of(
    client: Any, workgroup: str, text: str, pause: Callable[[float], None] = time.sleep
) -> tuple[list[dict[str, str]], list[list[Any]]]:
    """Columns `{name, type}` and rows of one statement, of all its pages; leaving earlier cancels it.

    Source: the Data API's ExecuteStatement, DescribeStatement, GetStatementResult.
    Problem `StatementFailed`, with the warehouse's own words.
    """
    statement = client.execute_statement(WorkgroupName=workgroup, Database=DATABASE, Sql=text)["Id"]
    described = _finished(client, statement, pause)
    if not described.get("HasResultSet"):
        return [], []
    return _result(client, statement)


def transaction(
    client: Any, workgroup: str, statements: Sequence[str], pause: Callable[[float], None] = time.sleep
) -> list[list[list[Any]]]:
    """Rows of each statement that answers any, by its turn: all statements take effect, or none.

    Source: the Data API's BatchExecuteStatement. Problem `StatementFailed`.
    """
    asked = {"WorkgroupName": workgroup, "Database": DATABASE, "Sqls": list(statements)}
    statement = client.batch_execute_statement(**asked)["Id"]
    described = _finished(client, statement, pause)
    return [_result(client, part["Id"])[1] for part in described["SubStatements"] if part.get("HasResultSet")]


def _result(client: Any, statement: str) -> tuple[list[dict[str, str]], list[list[Any]]]:
    columns: list[dict[str, str]] = []
    rows: list[list[Any]] = []
    for page in _pages(client, statement):
        columns = columns or [{"name": column["name"], "type": _kind(column)} for column in page["ColumnMetadata"]]
        rows += [[_value(field) for field in record] for record in page["Records"]]
    return columns, rows


def _finished(client: Any, statement: str, pause: Callable[[float], None]) -> dict[str, Any]:
    try:
        described = _ended(client, statement, pause)
    except BaseException:
        client.cancel_statement(Id=statement)
        raise
    if described["Status"] != "FINISHED":
        told = described.get("Error") or f"It ended as {described['Status']}."
        raise Problem("StatementFailed", f"The warehouse refused: {told}", "Mend the statement, and run it again.")
    return described


def _ended(client: Any, statement: str, pause: Callable[[float], None]) -> dict[str, Any]:
    seconds = FIRST_PAUSE_SECONDS
    while True:
        described = client.describe_statement(Id=statement)
        if described["Status"] in ("FINISHED", "FAILED", "ABORTED"):
            return described
        pause(seconds)
        seconds = min(seconds * 2, LONGEST_PAUSE_SECONDS)


def _pages(client: Any, statement: str) -> Iterator[dict[str, Any]]:
    page = client.get_statement_result(Id=statement)
    yield page
    while token := page.get("NextToken"):
        page = client.get_statement_result(Id=statement, NextToken=token)
        yield page


def _kind(column: dict[str, Any]) -> str:
    if column["typeName"] == "numeric":
        return f"DECIMAL({column['precision']},{column['scale']})"
    return TYPES.get(column["typeName"], "VARCHAR")


def _value(field: dict[str, Any]) -> Any:
    return None if field.get("isNull") else next(iter(field.values()))
