"""Files that a flow may name and must not get at: links that lead out, devices, pipes, windows into the system."""

import itertools
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from loading import SALES_HEADER, load, sale, section

from atelier.etl.inputs import SALES
from atelier.etl.open_input import open_input
from atelier.etl.source_file import open_source
from atelier.problem import Problem

pytestmark = pytest.mark.walls
HIDDEN = "root:$y$j9T$abc:19000:0:99999:7:::"
SOON_SECONDS = 20


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace's folder with something outside of it."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "sales.csv").write_text(f"{HIDDEN}\n")
    workspace = tmp_path / "workspace"
    (workspace / "data").mkdir(parents=True)
    return workspace


def link(path: Path, target: Path | str) -> Path:
    path.symlink_to(target)
    return path


def pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def chain(place: Path) -> Path:
    link(place / "data" / "c.csv", "../../outside/sales.csv")
    link(place / "data" / "b.csv", "c.csv")
    return link(place / "data" / "a.csv", "b.csv")


def folder_link(place: Path, target: str) -> Path:
    (place / "data").rmdir()
    return link(place / "data", target) / "sales.csv"


ATTEMPTS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a link to a file outside": (lambda p: link(p / "data" / "s.csv", "../../outside/sales.csv"), "InputLinkLeadsOut"),
    "an absolute link": (lambda p: link(p / "data" / "s.csv", p.parent / "outside/sales.csv"), "InputLinkLeadsOut"),
    "a chain of links": (chain, "InputLinkLeadsOut"),
    "a folder that is a link": (lambda p: folder_link(p, "../outside"), "InputLinkLeadsOut"),
    "a folder that is a link to the root": (
        lambda p: link(p / "data" / "r", "/") / str(p.parent / "outside/sales.csv").lstrip("/"),
        "InputLinkLeadsOut",
    ),
    "a link to the accounts": (lambda p: link(p / "data" / "s.csv", "/etc/passwd"), "InputLinkLeadsOut"),
    "a link to the passwords": (lambda p: link(p / "data" / "s.csv", "/etc/shadow"), "InputLinkLeadsOut"),
    "a link to a neighbour with a longer name": (
        lambda p: link(p / "data" / "s.csv", neighbour(p) / "sales.csv"),
        "InputLinkLeadsOut",
    ),
    "a link to nothing": (lambda p: link(p / "data" / "s.csv", "nothing"), "InputMissing"),
    "a link to itself": (lambda p: link(p / "data" / "s.csv", "s.csv"), "InputUnreadable"),
    "a link to a pipe": (lambda p: link(p / "data" / "s.csv", pipe(p / "data" / "p")), "InputNotAFile"),
    "a link to a device": (lambda p: link(p / "data" / "s.csv", "/dev/zero"), "InputNotAFile"),
    "a link to this process": (lambda p: link(p / "data" / "s.csv", "/proc/self/environ"), "InputNotAFile"),
    "a pipe": (lambda p: pipe(p / "data" / "s.csv"), "InputNotAFile"),
    "a folder": (lambda p: p / "data", "InputNotAFile"),
    "a file as a folder": (lambda p: touch(p / "data" / "s.csv") / "t.csv", "InputMissing"),
    "zeros without end": (lambda _: Path("/dev/zero"), "InputNotAFile"),
    "random bytes without end": (lambda _: Path("/dev/urandom"), "InputNotAFile"),
    "a terminal": (lambda _: Path("/dev/tty"), "InputNotAFile"),
    "a descriptor of this process": (lambda _: Path("/dev/stdin"), "InputNotAFile"),
    "nothing": (lambda _: Path("/dev/null"), "InputNotAFile"),
    "the environment of this process": (lambda _: Path("/proc/self/environ"), "InputNotAFile"),
    "the environment by its number": (lambda _: Path(f"/proc/{os.getpid()}/environ"), "InputNotAFile"),
    "the environment of a thread": (lambda _: Path("/proc/thread-self/environ"), "InputNotAFile"),
    "the memory of this process": (lambda _: Path("/proc/self/mem"), "InputNotAFile"),
    "the messages of the kernel": (lambda _: Path("/proc/kmsg"), "InputNotAFile"),
    "the version of the kernel": (lambda _: Path("/proc/version"), "InputNotAFile"),
    "the root by this process": (lambda _: Path("/proc/self/root/proc/self/environ"), "InputNotAFile"),
    "a setting of the kernel": (lambda _: Path("/sys/kernel/mm/transparent_hugepage/enabled"), "InputNotAFile"),
    "a byte that ends paths": (lambda p: p / "data" / "s\0.csv", "InputUnreadable"),
    "a name that is too long": (lambda p: p / "data" / ("s" * 300), "InputUnreadable"),
    "a path that is too long": (lambda p: p / Path(*["s"] * 3000), "InputUnreadable"),
}


def neighbour(place: Path) -> Path:
    """A folder whose path begins as the workspace's does."""
    folder = place.with_name(place.name + "-of-others")
    folder.mkdir()
    (folder / "sales.csv").write_text(HIDDEN)
    return folder


def touch(path: Path) -> Path:
    path.touch()
    return path


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_what_is_no_file_of_the_folder_is_refused_at_once_and_nothing_of_it_is_said(place: Path, attempt: str) -> None:
    prepare, code = ATTEMPTS[attempt]
    path = prepare(place)
    outcome: list[BaseException] = []

    def ask() -> None:
        try:
            open_source({**section(path), "within": str(place if path.is_relative_to(place) else path.parent)}, SALES)
        except BaseException as failure:  # noqa: BLE001
            outcome.append(failure)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(SOON_SECONDS)
    assert not asking.is_alive(), "it waits for what it opened"
    (failure,) = outcome
    assert isinstance(failure, Problem), failure
    assert failure.code == code
    assert failure.fix
    assert "root:" not in failure.message
    assert "$y$" not in failure.message


ALLOWED: dict[str, Callable[[Path], tuple[Path, Path]]] = {
    "a plain file": lambda p: (p / "data" / "own.csv", p),
    "a link inside the folder": lambda p: (link(p / "data" / "s.csv", "own.csv"), p),
    "an absolute link inside the folder": lambda p: (link(p / "data" / "s.csv", p / "data" / "own.csv"), p),
    "a folder that is a link inside the folder": lambda p: (link(p / "d", "data") / "own.csv", p),
    "a workspace that lies behind a link": lambda p: (link(p.parent / "w", p) / "data" / "own.csv", p.parent / "w"),
    "an absolute path": lambda p: (p.parent / "outside" / "named.csv", p.parent / "outside"),
    "an absolute path whose folder is a link": lambda p: (
        link(p.parent / "o", "outside") / "named.csv",
        p.parent / "o",
    ),
    "anything below the root": lambda p: (p / "data" / "own.csv", Path("/")),
}


@pytest.mark.parametrize("way", ALLOWED)
def test_what_the_flow_names_is_read(place: Path, way: str) -> None:
    for file in (place / "data" / "own.csv", place.parent / "outside" / "named.csv"):
        file.write_text(f"{SALES_HEADER}\n{sale()}\n")
    path, within = ALLOWED[way](place)
    assert open_source({**section(path), "within": str(within)}, SALES).columns[0] == "store_id"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused_by_name(place: Path) -> None:
    file = touch(place / "data" / "s.csv")
    file.chmod(0)
    with pytest.raises(Problem, match="may not be read"):
        open_input(file, place)


def test_a_file_exchanged_for_a_link_again_and_again_is_never_followed_out(place: Path) -> None:
    good, bad = place / "good.csv", place.parent / "outside" / "sales.csv"
    good.write_text("good\n")
    data = place / "data" / "s.csv"
    data.write_text("good\n")
    stop = threading.Event()

    def exchange() -> None:
        for turn in itertools.count():
            if stop.is_set():
                return
            draft = place / "draft"
            draft.symlink_to(bad if turn % 2 else good)
            draft.replace(data)

    exchanging = threading.Thread(target=exchange, daemon=True)
    exchanging.start()
    seen, refused, began = set(), 0, time.monotonic()
    while time.monotonic() < began + (3 if seen and refused else SOON_SECONDS):
        try:
            with open_input(data, place) as opened:
                seen.add(opened.read())
        except Problem as problem:
            assert problem.code == "InputLinkLeadsOut"
            refused += 1
    stop.set()
    exchanging.join()
    assert seen == {b"good\n"}
    assert refused > 0


@pytest.mark.parametrize("engine", ["sqlframe"])
def test_what_is_put_in_the_place_of_a_file_after_it_was_opened_is_not_read(place: Path, engine: str) -> None:
    file = place / "data" / "s.csv"
    file.write_text(f"{SALES_HEADER}\n{sale()}\n")
    source = open_source({**section(file), "within": str(place)}, SALES)
    file.unlink()
    file.symlink_to(place.parent / "outside" / "sales.csv")
    assert source.way.read_text() == f"{SALES_HEADER}\n{sale()}\n"
    with pytest.raises(Problem, match="leads to"):
        load({"sales": {**section(file), "within": str(place)}, "promotions": None, "dates": None}, place / "s", engine)


FOREIGN = {
    "passwords": (HIDDEN, "$y$"),
    "a key": ("-----BEGIN OPENSSH PRIVATE KEY-----", "OPENSSH"),
    "a token": ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", "ghp_"),
    "a login": ("machine example login ana password hunter2", "hunter2"),
    "an environment": ("AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI,OTHER=x", "wJalr"),
    "a long line": ("a" * 500_000, "aaaa"),
    "control characters": ("a\x1b[31m,b\x1b[0m", "\x1b"),
    "many columns": (",".join(f"c{number}" for number in range(5000)), "c4999"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_the_first_line_of_what_is_no_table_is_not_repeated(place: Path, kind: str) -> None:
    line, secret = FOREIGN[kind]
    file = place / "data" / "s.csv"
    file.write_text(f"{line}\n")
    with pytest.raises(Problem) as refused:
        open_source({**section(file), "within": str(place)}, SALES)
    assert secret not in refused.value.message
    assert len(refused.value.message) < 2000
