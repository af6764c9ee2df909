"""The query of a request, read once and written anew."""

from urllib.parse import parse_qsl, urlencode

from atelier.problem import Problem

MOST_FIELDS = 5000
Query = list[tuple[str, str]]


def canonical_query(raw: bytes) -> Query:
    """Names and values in order. Problems: `QueryMalformed` for anything but UTF-8 between `&` and `=`."""
    try:
        pairs = parse_qsl(
            raw.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(raw),
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as failure:
        raise Problem(
            "QueryMalformed",
            f"The query cannot be read: {failure}.",
            f"Send name=value pairs joined by '&', percent-encoded UTF-8, at most {MOST_FIELDS} of them.",
        ) from failure
    if any("\x00" in text for pair in pairs for text in pair):
        raise Problem("QueryMalformed", "The query holds a NUL character.", "Leave it out.")
    return pairs


def query_bytes(query: Query) -> bytes:
    """The query as MLflow is given it."""
    return urlencode(query).encode("ascii")
