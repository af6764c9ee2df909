"""An input file of a flow: where it is and which of its columns is which of ours."""

import codecs
import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atelier.problem import Problem

HEADER_LIMIT_BYTES = 1_000_000


@dataclass(frozen=True)
class SourceFile:
    """`columns` names every column of the file, in its order: ours by our name, the others `other_<position>`."""

    path: Path
    columns: tuple[str, ...]
    constants: dict[str, str]
    date_format: str


def open_source(section: dict[str, Any], expected: tuple[str, ...]) -> SourceFile:
    """Check that the file of an input section can give every expected column."""
    path = Path(section["file"])
    header = read_header(path)
    constants = {name: str(value) for name, value in section["constants"].items()}
    wanted = {name: section["columns"].get(name, name) for name in expected if name not in constants}
    check_header(path, header, list(wanted.values()))
    ours = {theirs: name for name, theirs in wanted.items()}
    columns = tuple(ours.get(name, f"other_{position}") for position, name in enumerate(header, 1))
    return SourceFile(path, columns, constants, section["dateFormat"])


def read_header(path: Path) -> list[str]:
    """The names on the first line, without spaces around them."""
    first = read_first_line(path)
    if not first.strip():
        raise Problem(
            "InputEmpty",
            f"{path} is empty or begins with an empty line; its first line must name the columns.",
            "Export the file again, with a header.",
        )
    try:
        (names,) = csv.reader([first.decode("utf-8")], strict=True)
    except UnicodeDecodeError:
        raise not_utf8(path, 1) from None
    except csv.Error as error:
        raise Problem(
            "InputHeader",
            f"The first line of {path} cannot be read as the names of columns: {error}.",
            "Close each quote on the first line.",
        ) from None
    return [name.strip() for name in names]


def read_first_line(path: Path) -> bytes:
    """The bytes of the first line, without a byte order mark."""
    if not path.exists():
        raise Problem("InputMissing", f"{path} does not exist.", "Correct `file` in the flow, or put the file there.")
    if not path.is_file():
        raise Problem("InputNotAFile", f"{path} is not a file.", "Name one CSV file in the flow.")
    try:
        with path.open("rb") as file:
            lines = file.readline(HEADER_LIMIT_BYTES).removeprefix(codecs.BOM_UTF8).splitlines()
    except PermissionError:
        raise Problem("InputUnreadable", f"{path} may not be read.", "Let the workspace's user read it.") from None
    return lines[0] if lines else b""


def not_utf8(path: Path, line: int) -> Problem:
    """Other encodings would turn names into other names."""
    return Problem("input-not-utf8", f"Line {line} of {path} is not UTF-8.", "Save the file as UTF-8.")


def check_header(path: Path, header: list[str], wanted: list[str]) -> None:
    """Every wanted column is there once."""
    found = ", ".join(header)
    missing = [name for name in wanted if name not in header]
    twice = sorted({name for name in wanted if header.count(name) > 1})
    if missing and len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        raise Problem(
            "InputDelimiter",
            f"The first line of {path} is `{found}`: its values are not separated by commas. "
            f"Expected are the columns {', '.join(wanted)}.",
            "Export the file with commas between the values.",
        )
    if missing:
        raise Problem(
            "InputColumns",
            f"{path} has no column {', '.join(missing)}. Found: {found}. Expected: {', '.join(wanted)}.",
            "Name the file's own columns under `columns` in the flow, give a value under `constants`, or add a header.",
        )
    if twice:
        raise Problem(
            "InputColumnsTwice",
            f"{path} names {', '.join(twice)} more than once. Found: {found}.",
            "Give each column a name of its own.",
        )
