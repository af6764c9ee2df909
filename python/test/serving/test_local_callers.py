"""A web page of elsewhere cannot reach a server on this machine through the browser."""

import pytest
from asgi_client import AsgiClient

from atelier.serving.app import create_app
from atelier.serving.local_callers import local_callers_only


@pytest.fixture(scope="module")
def guarded(forecaster):
    return AsgiClient(local_callers_only(create_app(forecaster)))


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "localhost:8080", "[::1]:8080"])
def test_this_machine_is_answered(guarded, host):
    assert guarded.get("/ping", headers={"host": host}).status_code == 200


FOREIGN = {
    "a name that was rebound to this machine": {"host": "evil.example:8080"},
    "a name that begins like ours": {"host": "127.0.0.1.evil.example"},
    "a name in front of ours": {"host": "evil.example@127.0.0.1.evil.example"},
    "no host": {"host": ""},
    "a malformed host": {"host": "[::1"},
    "a page of elsewhere": {"origin": "https://evil.example"},
    "a page without an origin": {"origin": "null"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN.keys())
def test_everybody_else_is_refused(guarded, headers):
    answer = guarded.get("/ping", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "ForeignCaller")


def test_a_page_of_this_machine_is_answered(guarded):
    assert guarded.get("/ping", headers={"origin": "http://localhost:3000"}).status_code == 200
