"""Rows in, forecasts out, in every form."""

import csv
import io
import json

import numpy as np
import pytest
from request_rows import columns_of, csv_of, records_of, rows_of

CSV = {"content-type": "text/csv"}
JSON = {"content-type": "application/json"}
ANSWER_COLUMNS = ["store_id", "sales_date", "mean", "p10", "p50", "p90"]


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_ping_answers_200(client):
    assert client.get("/ping").status_code == 200


def test_each_item_and_future_step_gets_one_row_with_the_mean_and_each_quantile(client):
    rows = rows_of(2) + rows_of(1)
    answer = client.post("/invocations", content=csv_of(rows), headers=CSV)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    answered = csv_rows(answer.text)
    assert list(answered[0]) == ANSWER_COLUMNS
    days = [row[1] for row in rows_of(1)[30:]]
    assert [(row["store_id"], row["sales_date"]) for row in answered] == [(s, day) for s in "12" for day in days]
    for row in answered:
        assert float(row["p10"]) <= float(row["p50"]) <= float(row["p90"])


FORMS = {
    "records": (records_of, JSON),
    "instances": (lambda rows: f'{{"instances": {records_of(rows)}}}', JSON),
    "columns": (columns_of, JSON),
    "csv": (csv_of, {**CSV, "accept": "application/json"}),
    "csv with a byte order mark": (lambda rows: "\ufeff" + csv_of(rows), {**CSV, "accept": "application/json"}),
    "csv with other line ends": (
        lambda rows: csv_of(rows).replace("\n", "\r\n"),
        {**CSV, "accept": "application/json"},
    ),
    "csv with quotes": (
        lambda rows: csv_of(rows).replace("store_id", '"store_id"'),
        {**CSV, "accept": "application/json"},
    ),
}


@pytest.mark.parametrize("encode, headers", FORMS.values(), ids=FORMS.keys())
def test_the_form_of_a_request_does_not_change_its_forecast(client, forecaster, encode, headers):
    rows = rows_of(3)
    answer = client.post("/invocations", content=encode(rows), headers=headers)
    assert answer.status_code == 200, answer.text
    expected = client.post("/invocations", content=csv_of(rows), headers=CSV)
    numbers = [[float(row[name]) for name in ANSWER_COLUMNS[2:]] for row in csv_rows(expected.text)]
    assert [[row[name] for name in ANSWER_COLUMNS[2:]] for row in answer.json()] == numbers


ACCEPTS = {
    "nothing said": ("", "text/csv"),
    "anything": ("*/*", "text/csv"),
    "json": ("application/json", "application/json"),
    "any, from a client of another case": ("Application/JSON", "application/json"),
    "the first of two that count the same": ("application/x-parquet, application/json, text/csv", "application/json"),
    "the one with the higher weight": ("application/json;q=0.5, text/csv;q=0.8", "text/csv"),
    "a weight of 1 unsaid": ("application/json;q=0.9, text/csv", "text/csv"),
    "never one with a weight of zero": ("text/csv;q=0, application/json", "application/json"),
    "a weight of zero against a range": ("text/csv;q=0, */*", "application/json"),
    "a range of texts": ("text/*", "text/csv"),
    "a range of applications": ("application/*;q=0.1", "application/json"),
    "a named form before a range": ("*/*;q=0.1, application/json", "application/json"),
    "a range with more weight than the named form": ("application/json;q=0.2, */*", "text/csv"),
    "a weight that is no number": ("application/json;q=high, text/csv;q=0.1", "text/csv"),
    "a weight above 1": ("application/json;q=7, text/csv;q=0.1", "text/csv"),
}


@pytest.mark.parametrize("accept, expected", ACCEPTS.values(), ids=ACCEPTS.keys())
def test_the_caller_chooses_the_form_of_the_answer(client, accept, expected):
    answer = client.post("/invocations", content=csv_of(rows_of(1)), headers={**CSV, "accept": accept})
    assert answer.headers["content-type"].split(";")[0] == expected


def test_several_accept_headers_are_one(client):
    headers = [("content-type", "text/csv"), ("accept", "text/csv;q=0.1"), ("accept", "application/json")]
    answer = client.post("/invocations", content=csv_of(rows_of(1)), headers=headers)
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("item, answered", [(1, 1), ("1", "1"), (1.0, 1)])
def test_an_item_is_answered_as_it_was_asked(client, item, answered):
    answer = client.post("/invocations", content=records_of(rows_of(item)), headers=JSON)
    assert answer.json()[0]["store_id"] == answered


def test_rows_in_any_order_give_the_same_forecast(client):
    rows = rows_of(1) + rows_of(2)
    shuffled = [rows[index] for index in np.random.default_rng(0).permutation(len(rows))]
    answers = [client.post("/invocations", content=csv_of(order), headers=CSV).text for order in (rows, shuffled)]
    assert answers[0] == answers[1]


def test_fewer_steps_than_the_horizon_may_be_asked(client):
    answer = client.post("/invocations", content=csv_of(rows_of(1, future=2)), headers=CSV)
    assert len(csv_rows(answer.text)) == 2


def test_an_unknown_covariate_is_filled_as_the_flow_says(client):
    known, unknown = rows_of(1), rows_of(1)
    for row in known[30:]:
        row[3] = 0
    for row in unknown[30:]:
        row[3] = None
    answers = [client.post("/invocations", content=records_of(rows), headers=JSON).json() for rows in (known, unknown)]
    assert answers[0] == answers[1]


def test_true_and_false_in_json_count_as_1_and_0(client):
    rows = [[*row[:3], bool(row[3]), row[4]] for row in rows_of(1)]
    answers = [client.post("/invocations", content=records_of(each), headers=JSON).text for each in (rows, rows_of(1))]
    assert answers[0] == answers[1]


def test_timestamps_may_carry_a_time_of_day(client):
    rows = [[row[0], f"{row[1]}T00:00:00", *row[2:]] for row in rows_of(1)]
    answer = client.post("/invocations", content=csv_of(rows), headers=CSV)
    assert answer.text == client.post("/invocations", content=csv_of(rows_of(1)), headers=CSV).text


def test_the_answer_is_the_forecaster_s_own(client, forecaster, trained):
    """Against the model itself, on the history it was trained with."""
    from atelier.forecasting.panel import panel_of

    rows = rows_of(2)
    cells = list(zip(*rows, strict=True))
    target = np.array([np.nan if value is None else value for value in cells[2]])
    covariates = np.array(cells[3:], dtype=float).T
    forecast = forecaster.predict(panel_of(np.array(cells[0]), np.array(cells[1], "datetime64[s]"), target, covariates))
    answered = json.loads(client.post("/invocations", content=records_of(rows), headers=JSON).text)
    assert [row["mean"] for row in answered] == forecast.mean.tolist()
    assert [[row["p10"], row["p50"], row["p90"]] for row in answered] == forecast.quantiles.tolist()
