"""A log line begins where the server begins one."""

import logging

import pytest

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
