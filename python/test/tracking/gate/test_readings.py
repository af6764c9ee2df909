"""How the gate reads paths, queries, bodies, addresses, spans and GraphQL: what passes, and what does not."""

import gzip
import json
import re
import zlib
from pathlib import Path

import mlflow.server
import pytest
from project_things import spans

from atelier.problem import Problem
from atelier.tracking.gate.addresses import check_tags, check_version
from atelier.tracking.gate.canonical_path import canonical_path, plain_relative_path, plain_segment
from atelier.tracking.gate.canonical_query import canonical_query, query_bytes
from atelier.tracking.gate.graphql_query import ROOT_FIELDS, check_graphql
from atelier.tracking.gate.json_document import json_bytes, json_document
from atelier.tracking.gate.named_things import Thing, things_in_document, things_in_pairs
from atelier.tracking.gate.spans import MOST_BYTES, check_spans, plain_spans

RUN = "0123456789abcdef0123456789abcdef"
PAGE = Path(mlflow.server.__file__).with_name("js") / "build" / "static" / "js"


@pytest.mark.parametrize(
    ("raw", "plain"),
    {
        b"/a": ["a"],
        b"/a%20b/%C3%BC.txt": ["a b", "ü.txt"],
        b"/100%25.txt": ["100%.txt"],
        b"/a+b/c:d@e=f": ["a+b", "c:d@e=f"],
    }.items(),
)
def test_names_that_files_have_pass(raw, plain):
    assert [plain_segment(segment) for segment in canonical_path(raw)] == plain


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"a",
        b"//",
        b"/a/",
        b"/a//b",
        b"/.",
        b"/a/..",
        b"/%2e%2e",
        b"/a%2fb",
        b"/a%5cb",
        b"/a%00",
        b"/a%0ab",
        b"/a;b",
        b"/a%3bb",
        b"/a%23b",
        b"/a%3fb",
        b"/%ff",
        b"/%c0%ae",
        b"/%",
        b"/%4",
        b"/%zz",
        b"/a%2520b",
        b"/a b",
        b"/\xc3\xbc",
        b"/a\\b",
    ],
)
def test_a_path_that_somebody_would_read_in_another_way_is_refused(raw):
    with pytest.raises(Problem) as caught:
        canonical_path(raw)
    assert caught.value.code == "PathMalformed"


def test_a_path_in_a_field_stands_as_it_is():
    assert plain_relative_path("a b/ü/100%.txt") == "a b/ü/100%.txt"
    for path in ("/a", "a/", "a//b", "..", "a/../b", "%2e%2e/a", "a\\b", "a;b", "file:///a", ""):
        with pytest.raises(Problem):
            plain_relative_path(path)


def test_a_query_is_written_anew_with_the_same_meaning():
    pairs = canonical_query(b"run_ids=a&run_ids=b&filter=x+%3D+%27%C3%BC%26%27&empty=")
    assert pairs == [("run_ids", "a"), ("run_ids", "b"), ("filter", "x = 'ü&'"), ("empty", "")]
    assert canonical_query(query_bytes(pairs)) == pairs
    assert canonical_query(b"") == []


def test_a_body_is_written_anew_with_the_same_meaning():
    body = {"a": 0.1, "b": 10**30, "c": "ü\u2028\x7f", "d": [None, True, -1.5e-300], "e": {"": {}}, "Infinity": "NaN"}
    sent = json.dumps(body, ensure_ascii=False).encode()
    assert json.loads(json_bytes(json_document(sent))) == body
    assert json_document(b"") == {}


@pytest.mark.parametrize(
    "body",
    [
        b'{"a": 1, "a": 1}',
        b'{"a": {"b": 1, "\\u0062": 2}}',
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": "\\ud800"}',
        b'"{}"',
        b"[]",
        b"1",
        b"{",
        b"{} {}",
        b"\xff\xfe{\x00}\x00",
        b"\xef\xbb\xbf{}",
        b'{"a": ' + b"9" * 5000 + b"}",
        b"[" * 10**6,
    ],
)
def test_a_body_that_can_be_read_in_two_ways_is_refused(body):
    with pytest.raises(Problem) as caught:
        json_document(body)
    assert caught.value.code == "BodyMalformed"


def test_sources_that_clients_register_pass_with_what_they_name():
    for source, things in {
        f"runs:/{RUN}/model": [Thing("run", RUN)],
        f"runs:/{RUN}/": [Thing("run", RUN)],
        f"models:/m-{RUN}": [Thing("logged model", f"m-{RUN}")],
        "models:/Sales model/3": [],
        "models:/sales@best": [],
        f"mlflow-artifacts:/workspaces/sales/1/{RUN}/artifacts/my model": [],
        "prompt-template": [],
    }.items():
        assert check_version({"name": "m", "source": source}, "sales") == things, source


def test_tags_pass_unless_they_say_where_files_lie():
    place = f"mlflow-artifacts:/workspaces/sales/1/traces/tr-{RUN}/artifacts"
    check_tags(
        {"tags": [{"key": "team", "value": "/etc"}, {"key": "mlflow.artifactLocation", "value": place}]}, "sales"
    )
    for tags in ([{"key": "mlflow.artifactLocation", "value": place}], {"mlflow.artifactLocation": place}):
        with pytest.raises(Problem, match="not an address"):
            check_tags({"a": [{"tags": tags}]}, "other")


def test_things_are_found_wherever_they_are_named():
    document = {
        "a": [{"runId": "r", "deeper": {"experiment_ids": ["1", 2]}}],
        "model_id": "m",
        "run_name": "x",
        "run_id": None,
    }
    assert set(things_in_document(document)) == {
        Thing("run", "r"),
        Thing("experiment", "1"),
        Thing("experiment", "2"),
        Thing("logged model", "m"),
    }
    assert list(things_in_pairs([("request_id", "t"), ("name", "n")])) == [Thing("trace", "t")]
    for odd in ("01", " 1", "1.0", "٣", "+1", True, 1.0, {"a": 1}, [["1"]]):
        with pytest.raises(Problem):
            list(things_in_document({"experiment_id": odd}))


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_packed_spans_are_unpacked(pack):
    body = spans("ab" * 16, "cd" * 8)
    encoding = "gzip" if pack is gzip.compress else "deflate"
    assert plain_spans(pack(body), encoding) == body
    for broken in (pack(body)[:-3], pack(body) + pack(body), b"no"):
        with pytest.raises(Problem):
            plain_spans(broken, encoding)


def test_spans_that_unpack_without_end_are_refused():
    with pytest.raises(Problem, match="unpack to more than") as caught:
        plain_spans(gzip.compress(bytes(MOST_BYTES + 1)), "gzip")
    assert caught.value.code == "BodyTooLarge"


def test_the_trace_of_a_span_is_named_and_an_id_of_another_length_refused():
    _, things = check_spans(spans("ab" * 16, "cd" * 8), "sales")
    assert things == {Thing("trace", "tr-" + "ab" * 16)}
    for trace in ("ab" * 15, "00" + "ab" * 16, ""):
        with pytest.raises(Problem, match="trace id"):
            check_spans(spans(trace, "cd" * 8), "sales")


def test_the_queries_of_the_page_are_those_that_pass():
    scripts = "".join(path.read_text(errors="replace") for path in PAGE.glob("*.js"))
    queries = re.findall(r"`\s*((?:query|mutation) \w+\([^`]*)`", scripts)
    for query in queries:
        check_graphql({"query": query, "variables": {}, "operationName": "any"})
    assert {re.search(r"\{\s*(\w+)\(", query)[1] for query in queries} == ROOT_FIELDS
