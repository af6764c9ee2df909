"""Nothing gets out of a space-shaped sandbox, and everything that is tried gets through where walls are missing."""

import json
from pathlib import Path

import pytest
from not_shown import NOT_SHOWN
from sandboxes import PYTHON, in_own_machine, namespaces_are_refused, run_plainly
from scenes import FILE_MIB, GIVING, MEMORY_MIB, NO_WALLS, OF_AN_ACCOUNT, SCENES, SPACES

from atelier.sandbox.attempts.outside import Outside
from atelier.sandbox.try_walls import WALLS, every_way

pytestmark = pytest.mark.walls

NOWHERE = Outside("", "", "", 0, "", "", 0, "", memory_mib=MEMORY_MIB, file_mib=FILE_MIB)
WAYS = every_way(NOWHERE)
MEANT = {"start another program", "fork"}
MAY_BE_MISSING = {name for names in NOT_SHOWN.values() for name in names}
# What each missing wall lets out on any machine with namespaces, in the order of SCENES.
LETS_OUT = {
    "no filter of system calls": (
        "type into a terminal",
        "call by the old table",
        "switch random addresses off",
        "leave a key",
        "make a ring with a thread of the kernel's",
        "enter a ring",
        "release another process's memory",
        "open a socket that speaks with any part of the kernel",
        "find an open file of the owner's",
    ),
    "no network namespace": (
        "connect to a private address",
        "connect to a cloud's metadata",
        "connect to a cloud's metadata over the newer protocol",
        "connect to a cloud's metadata as a mapped address",
        "ask a name server of the loopback",
        "connect by the first bytes",
        "call a neighbour on a link",
        "connect to an abstract socket",
    ),
    "no process namespace": (
        "see the owner's process",
        "see anybody else's process",
        "get hold of the owner's process",
        "read the owner's process's arguments",
        "signal the owner's group",
    ),
    "no namespace of shared memory": ("share the owner's memory", "share the owner's semaphores"),
    "no bound of namespaces": ("make a user namespace", "make a namespace with a process"),
    "a writable root folder": ("write into the root folder", "write a setting of the kernel"),
    GIVING: ("be handed an open file by the door",),
}


@pytest.fixture(scope="session")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, dict[str, str]]]:
    """By scene and attempt: the verdict, and what was said."""
    reason = namespaces_are_refused(tmp_path_factory.mktemp("scratch"))
    if reason is not None:
        pytest.skip(f"this machine gives no namespaces: {reason}")
    done = run_plainly(in_own_machine([PYTHON, str(Path(__file__).with_name("stage.py"))]), timeout=170)
    assert done.returncode == 0, done.stderr
    return {scene: {row["attempt"]: row for row in rows} for scene, rows in json.loads(done.stdout).items()}


def test_at_least_120_ways_are_tried_by_every_wall() -> None:
    assert len(WAYS) >= 320
    assert {wall for wall, _ in WAYS.values()} == set(WALLS)
    assert sum(len(attempts(NOWHERE)) for groups in WALLS.values() for attempts in groups) == len(WAYS)
    assert set(WAYS) >= MAY_BE_MISSING


@pytest.mark.parametrize("attempt", WAYS)
@pytest.mark.parametrize("space", SPACES)
def test_nothing_gets_out_of_a_space(said: dict[str, dict[str, dict[str, str]]], space: str, attempt: str) -> None:
    row = said[space][attempt]
    assert row["verdict"] == ("open" if attempt in MEANT else "held"), row["said"]


@pytest.mark.parametrize("attempt", WAYS)
def test_the_same_gets_through_where_walls_are_missing(
    said: dict[str, dict[str, dict[str, str]]], attempt: str
) -> None:
    weaker = {scene: said[scene][attempt] for scene in SCENES if scene not in SPACES}
    if any(row["verdict"] == "open" for row in weaker.values()):
        return
    assert attempt in MAY_BE_MISSING, weaker[NO_WALLS]["said"]


@pytest.mark.parametrize("attempt", ["start more processes", "lift the limit of processes"])
def test_an_account_has_its_share_of_processes(said: dict[str, dict[str, dict[str, str]]], attempt: str) -> None:
    if OF_AN_ACCOUNT not in said:
        pytest.skip("only root can start a space of an account of its own")
    assert said[OF_AN_ACCOUNT][attempt]["verdict"] == "held"
    # Where root of a container may not lift limits either, that there is one is shown by the other attempt alone.
    assert said[NO_WALLS]["start more processes"]["verdict"] == "open"


def test_at_least_120_of_them_are_shown_on_this_machine(said: dict[str, dict[str, dict[str, str]]]) -> None:
    shown = [
        attempt
        for attempt in WAYS
        if any(said[scene][attempt]["verdict"] == "open" for scene in SCENES if scene not in SPACES)
    ]
    assert len(shown) >= 120


@pytest.mark.parametrize(("scene", "attempt"), [(scene, each) for scene, names in LETS_OUT.items() for each in names])
def test_each_wall_matters(said: dict[str, dict[str, dict[str, str]]], scene: str, attempt: str) -> None:
    assert said[scene][attempt]["verdict"] == "open", said[scene][attempt]["said"]
