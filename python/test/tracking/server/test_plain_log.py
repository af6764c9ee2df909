"""A log line begins where the server begins one."""

import logging
import re
from pathlib import Path

import pytest
from project_things import API

from atelier.tracking.server.plain_log import PlainRecord


@pytest.mark.parametrize(
    "quoted", ["a\nb", "a\r\nb", "a\u2028b", "a\u2029b", "a\x0bb", "a\x1b[2Kb", "a\x85b", "a\x00b", "a\x9b2Kb"]
)
def test_a_message_is_one_line_whatever_it_quotes(quoted):
    message = PlainRecord("mlflow", logging.ERROR, "file", 1, "there is no %s", (quoted,), None).getMessage()
    assert message.isprintable()
    assert len(message.splitlines()) == 1


def test_letters_of_all_languages_stay():
    record = PlainRecord("mlflow", logging.ERROR, "file", 1, "no %s: %d", ("Umsätze 売上", 3), None)
    assert record.getMessage() == "no Umsätze 売上: 3"


BEGINNING = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ |  \| ")


@pytest.mark.parametrize(
    "path",
    [f"{API}/runs/search", "/api/3.0/mlflow/datasets/create"],
)
def test_what_mlflow_says_of_its_failures_stands_behind_a_margin(path, server):
    server.make_workspace("forged")
    forged = "b\n2026-01-01 00:00:00,000 INFO atelier.tracking: forged"
    document = {
        "experiment_ids": ["0"],
        "filter": " and ".join([f"params.a = '{forged}'"] * 250),
        "name": forged,
        "tags": "{" + forged,
    }
    with server.client("forged") as client:
        made = client.post(f"{API}/experiments/create", json={"name": f"of {path}"}).json()["experiment_id"]
        client.post(path, json={**document, "experiment_ids": [made]})
    lines = (Path(server.clients).parent / "log").read_text().splitlines()
    assert lines
    assert [line for line in lines if not BEGINNING.match(line)] == []
