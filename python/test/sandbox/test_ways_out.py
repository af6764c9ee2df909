"""From inside of every kind of sandbox each way out is refused, and gets through once its wall is taken away."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest
from sandboxes import (
    BUBBLEWRAP,
    ENVIRONMENT,
    PYTHON,
    in_own_machine,
    launch_of,
    namespaces_are_refused,
    run,
    run_plainly,
    without,
)

from atelier.sandbox.attempts.outside import Outside
from atelier.sandbox.bubblewrap import bubblewrap_arguments
from atelier.sandbox.try_walls import ENDS_WHOEVER_TRIES, every_way

pytestmark = pytest.mark.walls

Attempts = dict[str, dict[str, str]]
NOWHERE = Outside("", "", "", 0, "", "", 0, "")
NAMES = list(every_way(NOWHERE))
# What a kind of process is meant to do is no way out of it.
KINDS = {
    "engine": {"reach": "nothing", "processes": "one"},
    "step": {"reach": "sockets", "processes": "one"},
    "spark": {"reach": "loopback", "processes": "many"},
}
# Processes that may start no other cannot try what would end them.
ALONE = [name for name in NAMES if name not in ENDS_WHOEVER_TRIES]
TRIED = [(kind, name) for kind in KINDS for name in (NAMES if KINDS[kind]["processes"] == "many" else ALONE)]
MEANT = {("spark", "start another program"), ("spark", "fork")}
# Where the machine gives no namespaces, `atelier up` says that these are open.
OPEN_WITHOUT_NAMESPACES = {
    ("step", "connect to the owner's socket"),
    ("step", "connect to it by an open path"),
}


def tried(outside: Outside) -> list[str]:
    """The program that tries every way out."""
    return [PYTHON, "-S", "-P", "-m", "atelier.sandbox.try_walls", json.dumps(asdict(outside))]


def by_name(text: str) -> Attempts:
    """Result of each attempt, by its name."""
    return {result["attempt"]: result for result in json.loads(text)}


@pytest.fixture(scope="session")
def inside(outside: Outside, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Attempts]:
    """All attempts from inside of a sandbox of one kind; each kind is asked once."""
    known: dict[tuple[str, str], Attempts] = {}

    def results(kind: str, walls: str) -> Attempts:
        if (kind, walls) not in known:
            scratch = tmp_path_factory.mktemp("scratch")
            reason = namespaces_are_refused(scratch) if walls == "namespaces" else None
            if reason is not None:
                pytest.skip(f"this machine gives no namespaces: {reason}")
            bubblewrap = BUBBLEWRAP if walls == "namespaces" else None
            done = run(launch_of(scratch, tried(outside), bubblewrap=bubblewrap, **KINDS[kind]))
            assert done.returncode == 0, done.stderr
            known[kind, walls] = by_name(done.stdout)
        return known[kind, walls]

    return results


@pytest.mark.parametrize(("kind", "attempt"), TRIED)
def test_no_process_behind_namespaces_can(inside: Callable[[str, str], Attempts], kind: str, attempt: str) -> None:
    result = inside(kind, "namespaces")[attempt]
    assert result["verdict"] == ("open" if (kind, attempt) in MEANT else "held"), result["said"]


@pytest.mark.parametrize("attempt", ALONE)
@pytest.mark.parametrize("kind", ["engine", "step"])
def test_no_process_without_namespaces_can(inside: Callable[[str, str], Attempts], kind: str, attempt: str) -> None:
    result = inside(kind, "process")[attempt]
    assert result["verdict"] == ("open" if (kind, attempt) in OPEN_WITHOUT_NAMESPACES else "held"), result["said"]


WEAKENED = {
    "the network namespace": (("--unshare-net",), "connect to the machine's loopback"),
    "the network namespace, for abstract sockets": (("--unshare-net",), "connect to an abstract socket"),
    "the process namespace": (("--unshare-pid",), "see the owner's process"),
    "the process namespace, for signals": (("--unshare-pid",), "let the owner's process go on"),
    "dropped capabilities": (("--cap-drop", "ALL"), "keep a capability for later"),
    "the filter of system calls, for forks": ((), "fork"),
    "the filter of system calls, for rings": ((), "ask the kernel by a ring of requests"),
    "the filter of system calls, for the host": ((), "open a socket to the machine's host"),
    "the filter of system calls, for namespaces": (
        ("--disable-userns", "--assert-userns-disabled"),
        "make a user namespace",
    ),
    "the read-only kernel settings": (("--remount-ro", "/proc"), "write a setting of the kernel"),
    "the read-only root folder": (("--remount-ro", "/"), "write into the root folder"),
}


@pytest.mark.parametrize("wall", WEAKENED)
def test_matters(outside: Outside, tmp_path_factory: pytest.TempPathFactory, wall: str) -> None:
    scratch = tmp_path_factory.mktemp("scratch")
    reason = namespaces_are_refused(scratch)
    if reason is not None:
        pytest.skip(f"this machine gives no namespaces: {reason}")
    left_out, attempt = WEAKENED[wall]
    arguments = bubblewrap_arguments(launch_of(scratch, []), None)
    for option in (
        [left_out] if left_out[:1] in (("--cap-drop",), ("--remount-ro",)) else [(part,) for part in left_out]
    ):
        arguments = without(arguments, option)
    weak = [BUBBLEWRAP, *arguments, "--", *tried(outside)]
    done = run_plainly(weak, close_fds=False)
    assert by_name(done.stdout)[attempt]["verdict"] == "open", done.stderr


def test_files_are_shown_by_their_paths_alone(outside: Outside, tmp_path_factory: pytest.TempPathFactory) -> None:
    for bubblewrap in (BUBBLEWRAP, None):
        scratch = tmp_path_factory.mktemp("scratch")
        if bubblewrap is not None and namespaces_are_refused(scratch):
            continue
        shown = launch_of(
            scratch,
            tried(outside),
            bubblewrap=bubblewrap,
            read_only=[*launch_of(scratch, []).read_only, outside.secret],
        )
        results = by_name(run(shown).stdout)
        assert results["read a file of the owner's"]["verdict"] == "open"
        assert results["write over the owner's file"]["verdict"] == "held"


def test_no_attempt_calls_a_network_that_is_not_ours(tmp_path: Path) -> None:
    reason = namespaces_are_refused(tmp_path)
    if reason is not None:
        pytest.skip(f"this machine gives no namespaces: {reason}")
    program = [PYTHON, "-P", str(Path(__file__).with_name("linked_machine.py"))]
    done = run_plainly(in_own_machine(program), env=ENVIRONMENT | {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"})
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["plain"]["sent"] == 0, said["plain"]
    called = (
        "connect to the internet",
        "connect to a cloud's metadata",
        "ask a name server",
        "connect to a public server",
    )
    assert {said["plain"]["said"][name]["verdict"] for name in called} == {"open"}
    # The same attempts, where every address is said to be our own.
    assert said["staged"]["sent"] > 0, said["staged"]
