"""Guess of the known name that an unknown one may have been meant to be."""

from bisect import bisect
from collections.abc import Iterable
from difflib import get_close_matches

from atelier.serving.shown import SHOWN_CHARACTERS

COMPARED_NAMES = 200


def nearest_name(name: str, known: Iterable[str], likeness: float) -> str | None:
    """The known name most like this one, from a likeness of 0 to 1 on; None when there is none.

    Beginnings of names are compared, and at most 200 of them: those next to it in the alphabet.
    """
    name = name[:SHOWN_CHARACTERS]
    names = sorted(known)
    begin = max(bisect(names, name) - COMPARED_NAMES // 2, 0)
    beginnings = {known_name[:SHOWN_CHARACTERS]: known_name for known_name in names[begin : begin + COMPARED_NAMES]}
    found = get_close_matches(name, beginnings, n=1, cutoff=likeness)
    return beginnings[found[0]] if found else None
