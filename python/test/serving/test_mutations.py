"""Whatever is done to a good request: it is answered with numbers or refused as the caller's, never our failure."""

import random

import pytest
from request_rows import columns_of, csv_of, records_of, rows_of

from atelier.problem import Problem
from atelier.serving.invocation import answer_invocation

MUTATIONS = 1500
GOOD = {
    "csv": (csv_of(rows_of(1)), csv_of(rows_of(1) + rows_of(2))),
    "json": (records_of(rows_of(1)), columns_of(rows_of(1) + rows_of(2)), f'{{"instances": {records_of(rows_of(3))}}}'),
}
TEXTS = (
    *(",", "\n", '"', "{", "}", "[", "]", ":", "null", "true", "-", "\\", "\0", " ", "\r", "\u202e", "\ufeff", "٣"),
    *("1e30", "-1e30", "1e308", "1e-320", ".5", "9999-12-31", "0001-01-01", "T23:59:59.9", "2024-02-05"),
    *("promo", "store_id", '"promo":1,'),
)
PIECES = [b"", b"\xff", b"\xed\xa0\x80", *(text.encode() for text in TEXTS)]


def mutated(body: bytes, chance: random.Random) -> bytes:
    """A few parts replaced, left out, repeated, or moved."""
    changed = bytearray(body)
    for _ in range(chance.choice([1, 1, 2, 5])):
        begin = chance.randrange(len(changed) + 1)
        end = begin + chance.choice([0, 1, 2, 10, 200])
        other = chance.randrange(len(changed) + 1)
        changed[begin:end] = chance.choice(
            [chance.choice(PIECES), b"", changed[begin:end] * chance.choice([2, 50]), changed[other : other + 20]]
        )
    return bytes(changed)


@pytest.mark.parametrize("form", GOOD)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_damaged_request_is_answered_or_refused(forecaster, form):
    chance = random.Random(9)  # noqa: S311 - the same mutations each time
    seen = set()
    for _ in range(MUTATIONS):
        body = mutated(chance.choice(GOOD[form]).encode(), chance)
        try:
            answer = answer_invocation(forecaster, body, form, "json")
            assert b"null" not in answer and b"nan" not in answer.lower(), body
            seen.add("answered")
        except Problem as problem:
            assert len(problem.message) < 1000 and problem.message.isprintable(), body
            seen.add(problem.code)
    assert {"answered", "BadDate", "BadNumber", "UnknownColumn"} < seen, seen
