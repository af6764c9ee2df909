"""Texts of others, made fit for a line of ours."""

import re

# Control and format characters, halves of characters, line and paragraph separators, fillers and other characters
# that are not seen: as packages/core/src/visible-text.ts has them.
UNSEEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
NAMED = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
MARGIN = "  | "


def one_line(text: str) -> str:
    """Nothing in it is hidden, and nothing in it ends the line: what is not seen stands as an escape."""
    return UNSEEN.sub(_escape, text)


def behind_margin(text: str) -> str:
    """Several lines that none can take for lines of a log: each stands behind a margin."""
    return "\n".join(MARGIN + one_line(line) for line in text.rstrip("\n").split("\n"))


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in NAMED:
        return NAMED[character]
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(rf"\u{units[start : start + 4]}" for start in range(0, len(units), 4))
