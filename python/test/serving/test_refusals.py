"""Every request that cannot be answered gets a code, what is wrong with which value, and a fix."""

import json

import pytest
from request_rows import COLUMNS, columns_of, csv_of, records_of, rows_of

CSV = "text/csv"
JSON = "application/json"
LIMIT_BYTES = 6 * 1024 * 1024


def changed(row: int, column: str, value: object) -> list[list[object]]:
    """A good request with one cell changed; rows count from 1."""
    rows = rows_of(1)
    rows[row - 1][COLUMNS.index(column)] = value
    return rows


def without(column: str) -> tuple[list[list[object]], list[str]]:
    position = COLUMNS.index(column)
    return [row[:position] + row[position + 1 :] for row in rows_of(1)], [c for c in COLUMNS if c != column]


REFUSALS = {
    "an unknown item is named, with the nearest known one": (
        CSV, csv_of(rows_of(33)), "UnknownItem", ["'33'", "knows 3 items", "'3'"],
    ),
    "an unknown item among known ones is found": (CSV, csv_of(rows_of(1) + rows_of(44)), "UnknownItem", ["'44'"]),
    "a missing covariate is named, with the columns found and expected": (
        CSV, csv_of(*without("promo")), "MissingColumn", ["'promo'", "found store_id, sales_date,", "expected store"],
    ),
    "a missing target column is named": (CSV, csv_of(*without("total_sales")), "MissingColumn", ["'total_sales'"]),
    "a missing key in every record is named": (JSON, records_of(*without("promo")), "MissingColumn", ["'promo'"]),
    "a missing column list is named": (JSON, columns_of(*without("sales_date")), "MissingColumn", ["'sales_date'"]),
    "a column the model does not know is refused, with the nearest known one": (
        CSV, csv_of([[*row, 1] for row in rows_of(1)], [*COLUMNS, "promos"]), "UnknownColumn", ["'promos'", "'promo'"],
    ),
    "a key the model does not know is found in any record": (
        JSON, records_of(rows_of(1))[:-1] + ', {"colour": 1}]', "UnknownColumn", ["'colour'"],
    ),
    "a column given twice is refused": (
        CSV, csv_of([[*row, 1] for row in rows_of(1)], [*COLUMNS, "promo"]), "DuplicateColumn", ["'promo'"],
    ),
    "history without rows to forecast is refused": (
        CSV, csv_of(rows_of(2, future=0)), "NoFutureRows", ["Item 2"],
    ),
    "an item without future rows among others is found": (
        CSV, csv_of(rows_of(1) + rows_of(3, future=0)), "NoFutureRows", ["Item 3"],
    ),
    "a row without a target between rows of history is refused": (
        CSV, csv_of(changed(10, "total_sales", None)), "FutureBeforeHistory", ["Item '1'", "2024-02-10"],
    ),
    "a step left out of the future rows is refused": (
        CSV, csv_of(rows_of(1)[:32] + rows_of(1)[33:]), "GapInFutureRows", ["Item '1'", "03-05T00:00:00, 2 steps"],
    ),
    "a gap between history and future is refused": (
        CSV, csv_of(rows_of(1)[:30] + rows_of(1)[31:]), "GapInFutureRows", ["2024-03-03", "2 steps"],
    ),
    "two rows in one step do not make up for a step left out": (
        CSV, csv_of(changed(33, "sales_date", "2024-03-03 12:00:00")), "GapInFutureRows", ["0 steps after"],
    ),
    "rows without any target are refused": (CSV, csv_of(rows_of(1, history=0)), "NoHistory", ["Item 1"]),
    "a row more than the horizon is refused": (
        CSV, csv_of(rows_of(1, future=6)), "BeyondHorizon", ["Item 1", "6 steps", "for 5"],
    ),
    "a day that does not exist is refused with its row": (
        CSV, csv_of(changed(7, "sales_date", "2024-02-31")), "BadDate", ["Row 7", "'2024-02-31'", "YYYY-MM-DD"],
    ),
    "a date in another order is refused": (
        JSON, records_of(changed(3, "sales_date", "03.02.2024")), "BadDate", ["Row 3", "'03.02.2024'"],
    ),
    "a date as a number is refused": (JSON, records_of(changed(2, "sales_date", 20240202)), "BadDate", ["Row 2"]),
    "a date with a time zone is refused": (
        CSV, csv_of(changed(2, "sales_date", "2024-02-02T00:00:00Z")), "BadDate", ["Row 2", "without a time zone"],
    ),
    "a word for a date is refused": (CSV, csv_of(changed(2, "sales_date", "today")), "BadDate", ["Row 2", "'today'"]),
    "an empty date is refused": (CSV, csv_of(changed(5, "sales_date", None)), "BadDate", ["Row 5", "empty"]),
    "an empty date in JSON is refused": (JSON, records_of(changed(5, "sales_date", None)), "BadDate", ["Row 5"]),
    "a target that is no number is refused with its row": (
        CSV, csv_of(changed(4, "total_sales", "12,5")).replace("12,5", '"12,5"'), "BadNumber", ["Row 4", "'12,5'"],
    ),
    "a covariate that is no number is refused": (
        CSV, csv_of(changed(35, "promo", "yes")), "BadNumber", ["Row 35", "promo", "'yes'"],
    ),
    "a number as a JSON text is refused": (
        JSON, records_of(changed(4, "total_sales", "12.5")), "BadNumber", ["Row 4", "the text '12.5'", "of JSON"],
    ),
    "a list is no number": (JSON, columns_of(changed(4, "promo", [1])), "MalformedJson", ["array", "promo", "[3]"]),
    "NaN in CSV is refused": (CSV, csv_of(changed(6, "total_sales", "NaN")), "BadNumber", ["Row 6"]),
    "infinity in CSV is refused": (CSV, csv_of(changed(6, "promo", "-inf")), "BadNumber", ["Row 6"]),
    "NaN in JSON is refused": (
        JSON, records_of(changed(6, "total_sales", "@")).replace('"@"', "NaN"), "MalformedJson", ["byte"],
    ),
    "a number too large for a double is refused": (
        CSV, csv_of(changed(6, "total_sales", "1e999")), "BadNumber", ["Row 6"],
    ),
    "an empty item is refused": (CSV, csv_of(changed(8, "store_id", None)), "BadItem", ["Row 8", "store_id"]),
    "an empty item in JSON is refused": (JSON, records_of(changed(8, "store_id", None)), "BadItem", ["Row 8"]),
    "an item that is a list is refused": (
        JSON, records_of(changed(8, "store_id", [1])), "MalformedJson", ["array", "[7].store_id"],
    ),
    "items of two kinds are refused": (JSON, records_of(changed(8, "store_id", "1")), "BadItem", ["Row 8"]),
    "an item with a fraction is refused": (JSON, records_of(changed(1, "store_id", 1.5)), "BadItem", ["Row 1"]),
    "a timestamp given twice is refused": (
        CSV, csv_of(rows_of(1)[:4] + rows_of(1)[3:]), "DuplicateTimestamp", ["Item '1'", "2024-02-04"],
    ),
    "a header without rows is refused": (CSV, csv_of([]), "NoRows", []),
    "a header without even a line end is refused": (CSV, csv_of([]).strip(), "NoRows", ["no row"]),
    "an empty list is refused": (JSON, "[]", "NoRows", []),
    "instances without rows are refused": (JSON, '{"instances": []}', "NoRows", []),
    "columns without rows are refused": (JSON, json.dumps({name: [] for name in COLUMNS}), "NoRows", []),
    "an empty document is refused": (JSON, "{}", "MissingColumn", ["found none", "expected store_id"]),
    "a record without an item is refused": (
        JSON, '[{"sales_date": "2024-01-01"}]', "MissingColumn", ["Row 1", "'store_id'"],
    ),
    "a later record without a date is refused": (
        JSON, records_of(rows_of(1))[:-1] + ', {"store_id": 1}]', "MissingColumn", ["Row 36", "'sales_date'"],
    ),
    "a key given twice in a record is refused": (
        JSON, records_of(rows_of(1)).replace('"promo": 0', '"promo": 0, "promo": 1', 1), "DuplicateColumn", ["'promo'"],
    ),
    "a column list given twice is refused": (
        JSON, columns_of(rows_of(1))[:-1] + ', "promo" : []}', "DuplicateColumn", ["'promo'"],
    ),
    "instances given twice are refused": (
        JSON, f'{{"instances": [], "instances": {records_of(rows_of(1))}}}', "DuplicateColumn", ["'instances'"],
    ),
    "empty columns are refused": (JSON, columns_of(rows_of(1)[:1]).replace("1000.5", ""), "MalformedJson", []),
    "an empty body is refused": (CSV, "", "EmptyBody", []),
    "a row with too few fields is refused with its number": (
        CSV, csv_of(rows_of(1)[:3]) + "1,2024-02-04\n", "MalformedCsv", ["Row 4", "2 fields", "has 5"],
    ),
    "a row with too many fields is refused": (
        CSV, csv_of(rows_of(1)[:3]) + "1,2,3,4,5,6\n", "MalformedCsv", ["Row 4", "6 fields"],
    ),
    "bytes that are not UTF-8 are refused": (
        CSV, csv_of(rows_of(1)).encode() + b"\xff,,,,\n", "MalformedCsv", ["UTF-8"],
    ),
    "a header that is not UTF-8 is refused": (CSV, b"\xff\xfe\x00", "MalformedCsv", ["UTF-8"]),
    "JSON cut short is refused with the place": (JSON, '[{"store_id": 1,', "MalformedJson", ["truncated"]),
    "JSON of another shape is refused": (JSON, '"rows"', "MalformedJson", ["neither a list of records"]),
    "a list of lists is refused": (JSON, "[[1, 2]]", "MalformedJson", ["neither a list of records"]),
    "deeply nested JSON is refused": (JSON, "[" * 100_000, "MalformedJson", []),
    "columns of different length are refused": (
        JSON, columns_of(rows_of(1)).replace('"store_id": [1, ', '"store_id": ['), "MalformedJson", ["'store_id': 34"],
    ),
    "a body over 6 MB is refused": (CSV, "x" * (LIMIT_BYTES + 1), "BodyTooLarge", ["6 MB"]),
}  # fmt: skip


@pytest.mark.parametrize("content_type, body, code, words", REFUSALS.values(), ids=REFUSALS.keys())
def test_refused_with_400(client, content_type, body, code, words):
    answer = client.post("/invocations", content=body, headers={"content-type": content_type})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (400, code), problem
    assert problem["fix"]
    for word in words:
        assert word in problem["message"]


def test_a_body_of_exactly_6_mb_is_read(client):
    body = csv_of(rows_of(1)).encode()
    answer = client.post(
        "/invocations", content=body + b"\n" * (LIMIT_BYTES - len(body)), headers={"content-type": CSV}
    )
    assert answer.status_code == 200, answer.text


def test_a_body_without_a_length_is_refused_when_it_passes_6_mb(client):
    async def chunks():
        for _ in range(7):
            yield b"x" * 1024 * 1024

    answer = client.post("/invocations", content=chunks(), headers={"content-type": CSV})
    assert (answer.status_code, answer.json()["code"]) == (400, "BodyTooLarge")


CONTENT_TYPES = {
    "no type": {},
    "a form": {"content-type": "application/x-www-form-urlencoded"},
    "plain text, which a web page may send unasked": {"content-type": "text/plain"},
    "another character set": {"content-type": "text/csv; charset=latin-1"},
    "compressed": {"content-type": CSV, "content-encoding": "gzip"},
}


@pytest.mark.parametrize("headers", CONTENT_TYPES.values(), ids=CONTENT_TYPES.keys())
def test_a_body_that_is_not_csv_or_json_in_utf8_is_refused_with_415(client, headers):
    answer = client.post("/invocations", content=csv_of(rows_of(1)).encode(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "UnsupportedContentType")


def test_an_answer_in_another_form_is_refused_with_406(client):
    headers = {"content-type": CSV, "accept": "application/x-parquet"}
    answer = client.post("/invocations", content=csv_of(rows_of(1)), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (406, "NotAcceptable")


@pytest.mark.parametrize(
    "method, path, status, code",
    [
        ("GET", "/", 404, "NotFound"),
        ("GET", "/invocations", 405, "MethodNotAllowed"),
        ("GET", "/docs", 404, "NotFound"),
    ],
)
def test_what_is_not_served_is_said(client, method, path, status, code):
    answer = client.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert "POST /invocations" in answer.json()["message"]


ALLOWED = [("GET", "/invocations", {"POST"}), ("PUT", "/ping", {"GET", "HEAD"})]


@pytest.mark.parametrize("method, path, allowed", ALLOWED)
def test_another_method_is_told_which_are_served(client, method, path, allowed):
    answer = client.request(method, path)
    assert (answer.status_code, set(answer.headers["allow"].split(", "))) == (405, allowed)
