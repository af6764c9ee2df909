"""Failures of ours are admitted without giving anything away."""

import asyncio
import logging

from asgi_client import AsgiClient
from request_rows import csv_of, rows_of

from atelier.serving.app import create_app

CSV = {"content-type": "text/csv"}


class BrokenForecaster:
    """A model that fails with the caller's data in its message, as numpy's conversions do."""

    def __init__(self, forecaster):
        self.spec = forecaster.spec
        self.items = forecaster.items
        self.grid = forecaster.grid

    def predict(self, panel):
        raise ValueError(f"cannot handle {panel.target[0]}")


def test_an_unexpected_error_gives_an_id_that_also_stands_in_the_log(forecaster, caplog):
    client = AsgiClient(create_app(BrokenForecaster(forecaster)))
    with caplog.at_level(logging.INFO):
        answer = client.post("/invocations", content=csv_of(rows_of(1)), headers=CSV)
    assert (answer.status_code, answer.json()["code"]) == (500, "Internal")
    error_id = answer.json()["message"].split("(error ")[1].split(")")[0]
    assert error_id in caplog.text
    assert "test_server_errors.py" in caplog.text, "the log says where it happened"
    assert "Traceback" not in answer.text and "ValueError" not in answer.text


def test_no_value_of_a_caller_gets_into_the_log(forecaster, client, caplog):
    broken = AsgiClient(create_app(BrokenForecaster(forecaster)))
    secret = csv_of(rows_of(1)).replace("1000.5", "987654.5")
    with caplog.at_level(logging.DEBUG):
        assert broken.post("/invocations", content=secret, headers=CSV).status_code == 500
        unknown = csv_of(rows_of("secret-store"))
        assert client.post("/invocations", content=unknown, headers=CSV).json()["code"] == "UnknownItem"
    assert "refused: UnknownItem" in caplog.text
    assert "987654" not in caplog.text
    assert "secret-store" not in caplog.text


def test_a_caller_who_hangs_up_is_no_error_of_ours(forecaster, caplog):
    headers = [(b"content-type", b"text/csv"), (b"content-length", b"1000")]
    scope = {"type": "http", "method": "POST", "path": "/invocations", "query_string": b"", "headers": headers}
    news = iter([{"type": "http.request", "body": b"store_id", "more_body": True}, {"type": "http.disconnect"}])

    async def receive():
        return next(news)

    async def send(_message):
        return None

    with caplog.at_level(logging.INFO):
        asyncio.run(create_app(forecaster)(scope, receive, send))
    assert "the caller left" in caplog.text
    assert "ERROR" not in caplog.text
