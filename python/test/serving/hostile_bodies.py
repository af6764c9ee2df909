"""Bodies made to cost a server much, or to be understood by half, and the code that each is refused with."""

import gzip
import json
from collections.abc import Callable
from datetime import date, timedelta

from request_rows import COLUMNS, columns_of, csv_of, records_of, rows_of

CSV, JSON = "text/csv", "application/json"
HEADER = ",".join(COLUMNS) + "\n"
FULL_BYTES = 6 * 1024 * 1024
ANSWERED = "answered"

Attack = tuple[str, Callable[[], str | bytes], str]


def filled(unit: str, begin: str = "", end: str = "") -> str:
    """As many units as there may be bytes."""
    return begin + unit * ((FULL_BYTES - len(begin) - len(end)) // len(unit)) + end


def spread(items: int, first: str, last: str, asked: str) -> str:
    """Two rows of history and one to forecast for each item."""
    return HEADER + "".join(
        f"{1 + item},{first},5,0,0\n{1 + item},{last},5,0,0\n{1 + item},{asked},,0,0\n" for item in range(items)
    )


def sparse() -> str:
    """A row every hundred days, for as long as a request may reach."""
    first = date(1, 1, 1)
    days = [first + timedelta(day) for day in (*range(0, 900_000, 100), 900_001)]
    return HEADER + "".join(f"1,{day},5,0,0\n" for day in days) + f"1,{days[-1] + timedelta(1)},,0,0\n"


def with_cell(column: str, text: str, row: int = 5) -> str:
    """A good request in CSV with the text of one cell changed."""
    lines = csv_of(rows_of(1)).splitlines()
    cells = lines[row].split(",")
    cells[COLUMNS.index(column)] = text
    lines[row] = ",".join(cells)
    return "\n".join(lines) + "\n"


def with_value(column: str, text: str) -> str:
    """A good request in JSON with the text of one value changed."""
    rows = rows_of(1)
    rows[4][COLUMNS.index(column)] = "@"
    return records_of(rows).replace('"@"', text)


SIZES: dict[str, Attack] = {
    "a wrong year ahead": (CSV, lambda: spread(1, "2024-09-19", "2024-09-20", "9999-12-31"), "TooManySteps"),
    "a wrong year before": (CSV, lambda: spread(1, "0001-01-01", "2024-09-20", "2024-09-21"), "TooManySteps"),
    "a wrong year of several items": (CSV, lambda: spread(3, "0001-01-01", "9999-12-30", "9999-12-31"), "TooManySteps"),
    "items at both ends of time": (
        CSV,
        lambda: (
            csv_of(rows_of(1)).replace("2024", "0004") + csv_of(rows_of(2)).replace("2024", "9996").split("\n", 1)[1]
        ),
        "TooManySteps",
    ),
    "as many steps as there may be": (CSV, sparse, ANSWERED),
    "many records without anything": (JSON, lambda: filled("{},", "[", "{}]"), "TooManyValues"),
    "many small records": (JSON, lambda: filled('{"a":1},', "[", "{}]"), "UnknownColumn"),
    "many records of two keys": (
        JSON,
        lambda: filled('{"store_id":1,"sales_date":""},', "[", '{"store_id":1,"sales_date":""}]'),
        "MissingColumn",
    ),
    "a list of many numbers": (JSON, lambda: filled("1,", '{"store_id":[', "1]}"), "TooManyValues"),
    "as many numbers as there may be": (
        JSON, lambda: '{"store_id":[' + "1," * 1_199_998 + "1]}", "MissingColumn",
    ),
    "many keys": (JSON, lambda: "[{" + ",".join(f'"{key}":1' for key in range(500_000)) + "}]", "UnknownColumn"),
    "one key many times": (JSON, lambda: filled('"promo":1,', "[{", '"promo":1}]'), "MissingColumn"),
    "lists in lists": (JSON, lambda: "[" * FULL_BYTES, "MalformedJson"),
    "objects in objects": (JSON, lambda: filled('{"store_id":'), "MalformedJson"),
    "a key of megabytes": (JSON, lambda: filled("k", '[{"', '":1}]'), "UnknownColumn"),
    "a number of megabytes": (JSON, lambda: filled("9", "[", "]"), "MalformedJson"),
    "a fraction of megabytes": (JSON, lambda: filled("9", '{"promo":[0.', "]}"), "MissingColumn"),
    "a long id": (CSV, lambda: HEADER + "x" * 800_000 + ",2024-09-20,1,0,0\n", "UnknownItem"),
    "an id of megabytes": (CSV, lambda: HEADER + "x" * 2_000_000 + ",2024-09-20,1,0,0\n", "UnknownItem"),
    "a long id in JSON": (JSON, lambda: records_of(rows_of("x" * 60_000)), "UnknownItem"),
    "many unknown ids": (
        CSV, lambda: HEADER + "".join(f"x{item},2024-09-20,1,0,0\n" for item in range(200_000)), "UnknownItem",
    ),
    "a header of many columns": (CSV, lambda: filled("a,"), "MalformedCsv"),
    "a header of one long name": (CSV, lambda: filled("a"), "MalformedCsv"),
    "as long a header as there may be": (CSV, lambda: "a," * 120_000 + "\n", "MissingColumn"),
    "many rows of one field": (CSV, lambda: filled("x\n", HEADER), "MalformedCsv"),
    "many commas": (CSV, lambda: filled(",", HEADER), "MalformedCsv"),
    "many empty lines": (CSV, lambda: filled("\n", HEADER), "NoRows"),
    "a quote that is not closed": (CSV, lambda: filled("x", HEADER + '"'), "MalformedCsv"),
    "one row many times": (CSV, lambda: filled("1,2024-09-20,1,0,0\n", HEADER), "DuplicateTimestamp"),
    "a full body with one bad date at its end": (
        CSV, lambda: filled("1,2024-09-20,1,0,0\n", HEADER, "1,never,1,0,0\n"), "BadDate",
    ),
    "more than 6 MB": (CSV, lambda: filled("1,2024-09-20,1,0,0\n", HEADER) + "x" * 100, "BodyTooLarge"),
    "zeros": (CSV, lambda: b"\0" * FULL_BYTES, "MalformedCsv"),
}  # fmt: skip

DATES: dict[str, Attack] = {
    text: (CSV, lambda text=text: with_cell("sales_date", text), code)
    for text, code in {
        "200000-01-01": "BadDate",
        "-0001-01-01": "BadDate",
        "+2024-02-05": "BadDate",
        "2024-02-30": "BadDate",
        "2024-13-01": "BadDate",
        "2024-02-05T24:00:00": "BadDate",
        "2024-02-05T23:59:60": "BadDate",
        "2024-02-05T00:00:00Z": "BadDate",
        "2024-02-05T00:00:00+14:00": "BadDate",
        "2024-02-05T00:00:00.0000000000001": "BadDate",
        "2024-W06-1": "BadDate",
        "1707091200": "BadDate",
        "5.2.2024": "BadDate",
        "٢٠٢٤-٠٢-٠٥": "BadDate",
        "2024-02-05\u202e": "BadDate",
        "now": "BadDate",
        "9999-12-31": "FutureBeforeHistory",
        "0000-01-01": "TooManySteps",
    }.items()
}

NUMBERS: dict[str, Attack] = {
    **{
        f"{column} of {text} in CSV": (CSV, lambda column=column, text=text: with_cell(column, text), "BadNumber")
        for column in ("total_sales", "promo")
        for text in ("1e300", "-1e31", "1e999", "inf", "nan", "0x10", "1_000", "1e", "٣", "9" * 400)
    },
    **{
        f"{column} of {text[:9]} in JSON": (JSON, lambda column=column, text=text: with_value(column, text), code)
        for column in ("total_sales", "promo")
        for text, code in {
            "1e300": "BadNumber",
            "1e999": "MalformedJson",
            "Infinity": "MalformedJson",
            "9" * 400: "BadNumber",
            "9" * 5000: "MalformedJson",
            '"1"': "BadNumber",
            "[1]": "MalformedJson",
            "{}": "MalformedJson",
        }.items()
    },
    "the largest numbers": (CSV, lambda: csv_of(rows_of(1)).replace("1000.5", "1e30"), ANSWERED),
    "the smallest numbers": (CSV, lambda: csv_of(rows_of(1)).replace("1000.5", "5e-324"), ANSWERED),
    "a negative target": (CSV, lambda: csv_of(rows_of(1)).replace("1000.5", "-1e30"), ANSWERED),
}

ENCODINGS: dict[str, Attack] = {
    "UTF-16": (CSV, lambda: csv_of(rows_of(1)).encode("utf-16"), "MalformedCsv"),
    "UTF-32": (JSON, lambda: records_of(rows_of(1)).encode("utf-32"), "MalformedJson"),
    "two byte order marks": (CSV, lambda: "\ufeff\ufeff" + csv_of(rows_of(1)), "MissingColumn"),
    "an overlong slash": (CSV, lambda: csv_of(rows_of(1)).encode() + b"\xc0\xaf,2024-09-20,1,0,0\n", "MalformedCsv"),
    "a lone surrogate": (CSV, lambda: csv_of(rows_of(1)).encode() + b"\xed\xa0\x80,,,,\n", "MalformedCsv"),
    "a lone surrogate in JSON": (JSON, lambda: with_value("store_id", '"\\ud800"'), "MalformedJson"),
    "compressed unsaid": (CSV, lambda: gzip.compress(csv_of(rows_of(1)).encode()), "MalformedCsv"),
    "a column name that turns text around": (CSV, lambda: "\u202eoga," + csv_of(rows_of(1)), "UnknownColumn"),
    "an id that commands a terminal": (JSON, lambda: records_of(rows_of("\x1b[2J\x1b]0;x\x07")), "UnknownItem"),
    "an id that ends the log's line": (JSON, lambda: records_of(rows_of("1\r\nERROR forged")), "UnknownItem"),
    "a form": (JSON, lambda: "store_id=1&sales_date=2024-09-20", "MalformedJson"),
    "XML": (JSON, lambda: '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "MalformedJson"),
    "CSV said to be JSON": (JSON, lambda: csv_of(rows_of(1)), "MalformedJson"),
    "JSON said to be CSV": (CSV, lambda: records_of(rows_of(1)), "MissingColumn"),
    "a key twice": (
        JSON, lambda: columns_of(rows_of(1))[:-1] + f', "promo": {json.dumps([9] * 35)}}}', "DuplicateColumn",
    ),
}  # fmt: skip

HOSTILE_BODIES = {
    f"{kind}: {name}": attack
    for kind, attacks in {"size": SIZES, "date": DATES, "number": NUMBERS, "encoding": ENCODINGS}.items()
    for name, attack in attacks.items()
}
