"""An input file of a flow: where it is and which of its columns is which of ours."""

import codecs
import csv
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from atelier.etl.open_input import open_input
from atelier.problem import Problem

HEADER_LIMIT_BYTES = 1_000_000
MOST_SHOWN = 40
NAME = re.compile(r"\w[\w .()/%#&+-]{0,59}")


@dataclass(frozen=True)
class SourceFile:
    """`columns` names every column of the file, in its order: ours by our name, the others `other_<position>`.

    `path` is for people. `way` leads to the very file that was opened, whatever has been put in its place since, for
    this process and its children, as long as this object lives.
    Where one column stands for several of ours, `copies` has their names, each with the name that it has in `columns`.
    """

    path: Path
    columns: tuple[str, ...]
    copies: dict[str, str]
    constants: dict[str, str]
    date_format: str
    opened: BinaryIO

    @property
    def way(self) -> Path:
        """Path to read from."""
        return Path(f"/proc/{os.getpid()}/fd/{self.opened.fileno()}")


def open_source(section: dict[str, Any], expected: tuple[str, ...]) -> SourceFile:
    """Check that the file of an input section can give every expected column."""
    path = Path(section["file"])
    opened = open_input(path, Path(section["within"]))
    header = read_header(path, opened)
    constants = {name: str(value) for name, value in section["constants"].items()}
    wanted = {name: section["columns"].get(name, name) for name in expected if name not in constants}
    check_header(path, header, list(dict.fromkeys(wanted.values())))
    ours: dict[str, str] = {}
    copies = {}
    for name, theirs in wanted.items():
        if ours.setdefault(theirs, name) != name:
            copies[name] = ours[theirs]
    columns = tuple(ours.get(name, f"other_{position}") for position, name in enumerate(header, 1))
    return SourceFile(path, columns, copies, constants, section["dateFormat"], opened)


def read_header(path: Path, opened: BinaryIO) -> list[str]:
    """The names on the first line, without spaces around them."""
    first = read_first_line(opened)
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


def read_first_line(opened: BinaryIO) -> bytes:
    """The bytes of the first line, without a byte order mark."""
    lines = opened.readline(HEADER_LIMIT_BYTES).removeprefix(codecs.BOM_UTF8).splitlines()
    return lines[0] if lines else b""


def not_utf8(path: Path, line: int) -> Problem:
    """Other encodings would turn names into other names."""
    return Problem("InputNotUtf8", f"Line {line} of {path} is not UTF-8.", "Save the file as UTF-8.")


def check_header(path: Path, header: list[str], wanted: list[str]) -> None:
    """Every wanted column is there once."""
    found = shown_names(header)
    missing = [name for name in wanted if name not in header]
    twice = sorted({name for name in wanted if header.count(name) > 1})
    if missing and len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        raise Problem(
            "InputDelimiter",
            f"The first line of {path} has values that are not separated by commas: {found}. "
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


def shown_names(header: list[str]) -> str:
    """The names of a first line, as far as they look like names: a file that is no table may hold anybody's secrets."""
    parts = [re.split(r"([;\t|])", field) for field in header[:MOST_SHOWN]]
    if len(parts) == 1 and len(parts[0]) == 1:
        return "one value, which is not shown"
    return ", ".join(
        "".join(part if part in ";\t|" or NAME.fullmatch(part) else "…" for part in field) for field in parts
    )
