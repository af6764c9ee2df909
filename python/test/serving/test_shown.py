"""Texts of a caller are shown in few characters, none of which a terminal or a reader takes for something else."""

import time

import pytest
from asgi_client import AsgiClient
from request_rows import COLUMNS, columns_of, csv_of, records_of, rows_of

from atelier.serving.nearest_name import nearest_name
from atelier.serving.shown import shown

SHOWN = {
    "a name": ("Zürich 7", "Zürich 7"),
    "sixty characters": ("x" * 60, "x" * 60),
    "more than sixty": ("x" * 61, "x" * 60 + "…"),
    "a line end": ("a\r\nb", "a\\r\\nb"),
    "a command of a terminal": ("\x1b[2J", "\\x1b[2J"),
    "text that runs backwards": ("a\u202eb", "a\\u202eb"),
    "a space that is none": ("a\u00a0b\u200bc", "a\\xa0b\\u200bc"),
    "half a character": ("\ud800", "\\ud800"),
    "a number": (1.5, "1.5"),
}


@pytest.mark.parametrize("value, text", SHOWN.values(), ids=SHOWN.keys())
def test_a_value_is_cut_and_escaped(value, text):
    assert shown(value) == text


LONG = "\u202e\x1b[2J" * 20_000


def changed(column: str, value: object) -> list[list[object]]:
    rows = rows_of(1)
    rows[3][COLUMNS.index(column)] = value
    return rows


def request(body: str | bytes, content_type: str = "application/json", method: str = "POST", **headers: str):
    path = headers.pop("path", "/invocations")
    return method, path, {"content": body, "headers": {"content-type": content_type, **headers}}


ECHOES = {
    "an item": request(records_of(rows_of(LONG))),
    "an item in CSV": request(csv_of(rows_of(LONG)), "text/csv"),
    "a date": request(records_of(changed("sales_date", LONG))),
    "a date in CSV": request(csv_of(changed("sales_date", LONG)), "text/csv"),
    "a target": request(records_of(changed("total_sales", LONG))),
    "a target in CSV": request(csv_of(changed("total_sales", LONG)), "text/csv"),
    "a covariate": request(columns_of(changed("promo", LONG))),
    "a number that is no item": request(records_of(rows_of(10**300))),
    "a column": request(f"{LONG},{csv_of(rows_of(1))}", "text/csv"),
    "many columns": request(",".join(f"column{number}" for number in range(20_000)) + "\n", "text/csv"),
    "a key": request(records_of(rows_of(1)).replace("promo", "\u202e" * 100_000, 1)),
    "a content type": request("[]", "text/" + "x" * 10_000),
    "a content encoding": request("[]", **{"content-encoding": "x" * 10_000}),
    "an accepted type": request("[]", accept="text/" + "x" * 10_000),
    "a path": request("", path="/%e2%80%ae%1b[2J" + "x" * 10_000),
    "a method": request("", method="X" * 10_000),
}


@pytest.mark.parametrize("method, path, options", ECHOES.values(), ids=ECHOES.keys())
def test_nothing_is_echoed_at_length_or_as_it_came(client: AsgiClient, method, path, options):
    answer = client.request(method, path, **options)
    assert 400 <= answer.status_code < 500
    problem = answer.json()
    assert len(answer.content) < 3000, problem["code"]
    assert (problem["message"] + problem["fix"]).isprintable()


def test_the_nearest_name_is_found_among_many_and_in_little_time():
    many = [f"store-{number:06}" for number in range(100_000)]
    begin = time.process_time()
    sorted(name[::-1] for name in many * 10)
    sorting, begin = time.process_time() - begin, time.process_time()
    assert nearest_name("store-004712x", many, 0) == "store-004712"
    assert nearest_name("x" * 5_000_000, [*many, "x" * 100], 0) == "x" * 100
    assert nearest_name("entirely else", ["promo"], 0.6) is None
    assert time.process_time() - begin < 10 * sorting
