"""A JSON body, read so that nobody after us can read it in another way."""

import json
from typing import Any

from atelier.problem import Problem

Document = dict[str, Any]


def json_document(body: bytes) -> Document:
    """The one object of a body in UTF-8; an empty body is an empty object.

    Problems: `BodyMalformed` for names given twice, NaN, lone surrogates, and whatever is not an object.
    """
    if not body:
        return {}
    try:
        document = json.loads(
            body.decode("utf-8"), object_pairs_hook=_without_duplicates, parse_constant=_no_such_number
        )
        json.dumps(document, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as failure:
        raise _malformed(f"it cannot be read: {failure}") from failure
    if not isinstance(document, dict):
        raise _malformed(f"it holds a {type(document).__name__}")
    return document


def json_bytes(document: Document) -> bytes:
    """The document as MLflow is given it."""
    return json.dumps(document).encode("ascii")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> Document:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a name is given twice in one object")
    return document


def _no_such_number(word: str) -> Any:
    raise ValueError(f"{word} is not a number in JSON")


def _malformed(what: str) -> Problem:
    return Problem("BodyMalformed", f"The body is not a JSON object: {what}.", "Send one JSON object in UTF-8.")
