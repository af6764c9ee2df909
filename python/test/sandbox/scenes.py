"""A space-shaped sandbox, and the same with walls taken away, in each of which every way out is tried."""

import json
import os
from dataclasses import asdict, replace
from pathlib import Path

from sandboxes import BUBBLEWRAP, PYTHON, is_root, launch_of, without

from atelier.sandbox.attempts.outside import Outside
from atelier.sandbox.bubblewrap import bubblewrap_arguments
from atelier.sandbox.launch import Launch

MEMORY_MIB, FILE_MIB = 512, 64
SPACE, OF_AN_ACCOUNT = "a space", "a space of an account of its own"
# Of nobody on the machine.
ACCOUNT = {"uid": 2147400001, "gid": 2147400001, "most_processes": 512, "groups": []}
# By what is missing, the options of bubblewrap that make it; the filter of system calls is missing in all of them.
WEAKER: dict[str, tuple[tuple[str, ...], ...]] = {
    "no filter of system calls": (),
    "no network namespace": (("--unshare-net",),),
    "no process namespace": (("--unshare-pid",),),
    "no namespace of shared memory": (("--unshare-ipc",),),
    "no bound of namespaces": (("--disable-userns",), ("--assert-userns-disabled",)),
    "a writable root folder": (("--remount-ro", "/"), ("--remount-ro", "/proc")),
}
NO_WALLS = "no walls"
GIVING = "a door that hands files on"
# Without a namespace of accounts, since the machine's own keep people apart: only root can start it.
SPACES = (SPACE, OF_AN_ACCOUNT) if is_root() else (SPACE,)
SCENES = (*SPACES, *WEAKER, GIVING, NO_WALLS)


def scene_command(scene: str, outside: Outside, folder: Path) -> list[str]:
    """The command that tries every way out there."""
    if scene == NO_WALLS:
        return tried(replace(outside, doors=f"{folder}/doors", most_processes=ACCOUNT["most_processes"]))
    if scene == OF_AN_ACCOUNT:
        outside = replace(outside, most_processes=ACCOUNT["most_processes"])
    launch = space_launch(tried(outside), folder, "giving" if scene == GIVING else "doors")
    if scene == OF_AN_ACCOUNT:
        for name in ("own-home", "scratch"):
            os.chown(folder / name, ACCOUNT["uid"], ACCOUNT["gid"])
        launch = replace(launch, account=ACCOUNT)
    if scene in (*SPACES, GIVING):
        return [PYTHON, "-S", "-P", "-m", "atelier.sandbox.launch", json.dumps(asdict(launch))]
    arguments = bubblewrap_arguments(launch, None)
    for option in WEAKER[scene]:
        arguments = without(arguments, option)
    return [BUBBLEWRAP, *arguments, "--", *launch.command]


def space_launch(command: list[str], folder: Path, doors: str) -> Launch:
    """A home to write in, a folder of sockets, and limits."""
    home, scratch = folder / "own-home", folder / "scratch"
    home.mkdir(exist_ok=True)
    scratch.mkdir(exist_ok=True)
    return launch_of(
        scratch,
        command,
        reach="loopback",
        processes="many",
        read_write=[str(home)],
        placed=[{"path": f"{folder}/{doors}", "at": "/run/atelier", "may": "read"}],
        memory_mib=MEMORY_MIB,
        file_mib=FILE_MIB,
    )


def tried(outside: Outside) -> list[str]:
    """The program that tries every way out."""
    return [PYTHON, "-S", "-P", "-m", "atelier.sandbox.try_walls", json.dumps(asdict(outside))]
