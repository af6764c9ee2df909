"""News reach the parent as one JSON document a line."""

import io
import json

import numpy as np
import pytest

from atelier.report import Report, report_from_environment


def sent(document: dict) -> dict:
    stream = io.StringIO()
    Report(stream).send(document)
    assert stream.getvalue().count("\n") == 1
    return json.loads(stream.getvalue(), parse_constant=pytest.fail)


def test_progress_says_what_and_how_far():
    stream = io.StringIO()
    Report(stream).progress("backtest 2 of 3", 2, 3)
    assert json.loads(stream.getvalue()) == {"progress": {"what": "backtest 2 of 3", "done": 2, "total": 3}}


@pytest.mark.parametrize(
    "value, arrives",
    [
        (float("nan"), None),
        (float("-inf"), None),
        (np.float64(1.5), 1.5),
        (np.int32(3), 3),
        (np.array([1.0, np.nan]), [1.0, None]),
        ("line\nbreak", "line\nbreak"),
        ("Zürich", "Zürich"),
    ],
)
def test_a_value_arrives_as_json_any_parser_reads(value, arrives):
    assert sent({"value": value}) == {"value": arrives}


def test_without_a_descriptor_news_is_dropped(monkeypatch):
    monkeypatch.delenv("ATELIER_REPORT_FD", raising=False)
    report_from_environment().progress("anything", 0, 1)
