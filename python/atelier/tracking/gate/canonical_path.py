"""The path of a request, in the one spelling that passes."""

import re
from urllib.parse import unquote, unquote_to_bytes

from atelier.problem import Problem

SPELLED = re.compile(rb"(/([A-Za-z0-9\-._~!$&'()*+,:=@]|%[0-9A-Fa-f]{2})+)+|/")
# A segment or an artifact's name may hold anything but what some part of MLflow reads as structure.
STRUCTURAL = re.compile(r"[\x00-\x1f\x7f/\\;#?]")
SHOWN_CHARACTERS = 80


def canonical_path(raw: bytes) -> tuple[str, ...]:
    """The raw segments of a path that begins with a slash; `/` has none.

    Problems: `PathMalformed` for empty, dot or trailing segments and for what is not percent-encoded as it must be.
    """
    if not SPELLED.fullmatch(raw):
        raise malformed(raw.decode("latin-1"))
    segments = tuple(raw.decode("ascii").split("/")[1:]) if raw != b"/" else ()
    for segment in segments:
        plain_segment(segment)
    return segments


def plain_segment(raw: str) -> str:
    """A segment decoded once; nothing may be left in it that a second decoding would change.

    Problems: `PathMalformed`.
    """
    try:
        plain = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError as failure:
        raise malformed(raw) from failure
    if plain in ("", ".", "..") or STRUCTURAL.search(plain) or unquote(plain) != plain:
        raise malformed(raw)
    return plain


def plain_relative_path(path: str) -> str:
    """A path below some root as it stands in a field, neither decoded nor normalised by anyone.

    Problems: `PathMalformed`.
    """
    for segment in path.split("/"):
        if segment in ("", ".", "..") or STRUCTURAL.search(segment) or unquote(segment) != segment:
            raise malformed(path)
    return path


def malformed(path: str) -> Problem:
    """The refusal of a path, which is shown in part and without control characters."""
    return Problem(
        "PathMalformed",
        f"The path {path[:SHOWN_CHARACTERS]!r} is not written as tracking takes it: segments between single slashes, "
        "without dots alone, backslash, ';', '#', '?', control characters or a percent sign that is encoded twice.",
        "Write the path in its shortest form.",
    )
