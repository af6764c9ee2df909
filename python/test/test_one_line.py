"""Nothing in a text of others changes how a log is read."""

import sys
import unicodedata

import pytest

from atelier.one_line import UNSEEN, behind_margin, one_line

pytestmark = pytest.mark.walls
IGNORABLE = {
    0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x3164, 0xFFA0,
    *range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000),
}  # fmt: skip


def test_exactly_what_is_not_seen_is_escaped() -> None:
    unseen = {
        code
        for code in range(sys.maxunicode + 1)
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp") or code in IGNORABLE
    }
    escaped = {code for code in range(sys.maxunicode + 1) if UNSEEN.match(chr(code))}
    assert unseen <= escaped
    # A newer Unicode has given some of these a meaning.
    assert {unicodedata.category(chr(code)) for code in escaped - unseen} <= {"Cn", "Mn"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Köln – 5 €", "Köln – 5 €"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\x1b[2J", r"\u001b[2J"),
        ("\x9b2J", r"\u009b2J"),
        ("\u202eevil", r"\u202eevil"),
        ("\U000e0041", r"\udb40\udc41"),
        ("\ud800", r"\ud800"),
    ],
)
def test_escapes_are_those_of_json(text: str, line: str) -> None:
    assert one_line(text) == line


def test_every_line_of_a_text_stands_behind_the_margin() -> None:
    assert behind_margin("a\n2026 INFO b\n") == "  | a\n  | 2026 INFO b"
