"""What everything that runs in a space finds there: its environment, and ports that lead to its sockets."""

import asyncio
import ctypes
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from atelier.space.bridge import open_bridge
from atelier.space.own_environment import own_environment

# Ports inside of a space, by the socket that each leads to.
PORTS = {"tracking": 5000, "warehouse": 8470, "endpoints": 8080, "packages": 3141}
# linux/prctl.h
PR_SET_DUMPABLE = 4
# What a process of ours was told and what it starts is not to hear.
OURS = ("ATELIER_REPORT_FD", "PYTHONSAFEPATH", "PYTHONUNBUFFERED", "NUMBA_CACHE_DIR")


def settle(task: Mapping[str, Any]) -> Path:
    """Be in a space from now on; its home.

    Task: `home`, `doors`: folders; `person`, whose own the space is, `None` if shared; `project`.
    """
    _shut_memory()
    home = Path(task["home"])
    _tell_programs(home, task)
    os.environ.update(own_environment(home))
    _start_bridge(Path(task["doors"]))
    os.chdir(home)
    return home


def _shut_memory() -> None:
    """What runs in the space is of the same account, and would write into this process by way of /proc."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the memory of this process cannot be shut")


def _tell_programs(home: Path, task: Mapping[str, Any]) -> None:
    """The environment of kernels and terminals; no token is in it, as none is needed."""
    for name in OURS:
        os.environ.pop(name, None)
    data = home / ".local/share/jupyter"
    # An extension keeps a database there, and makes no folder.
    data.mkdir(parents=True, exist_ok=True)
    os.environ.update(
        {
            "HOME": str(home),
            "SHELL": "/bin/bash",
            "JUPYTER_RUNTIME_DIR": "/tmp/jupyter",  # noqa: S108 the space's own
            "JUPYTER_CONFIG_DIR": str(home / ".jupyter"),
            "JUPYTER_DATA_DIR": str(data),
            "MLFLOW_TRACKING_URI": f"http://127.0.0.1:{PORTS['tracking']}",
            "ATELIER_API": f"http://127.0.0.1:{PORTS['warehouse']}",
            "ATELIER_ENDPOINTS": f"http://127.0.0.1:{PORTS['endpoints']}",
            # Where nobody's browser is; the page has an address of its own at the front door.
            "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
            "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
            **_of_packages(),
            # Without widgets a progress bar is text, which is no news with each import of a library that may draw one.
            "PYTHONWARNINGS": "ignore:IProgress not found",
            **({} if task["person"] is None else {"ATELIER_PERSON": task["person"]}),
            "ATELIER_PROJECT": task["project"],
        }
    )


def _of_packages() -> dict[str, str]:
    """Plain `pip install` and `uv pip install` ask the workspace's index."""
    index = f"http://127.0.0.1:{PORTS['packages']}/packages/simple/"
    # A large file is fetched whole before its first byte is given.
    seconds = "600"
    return {
        "PIP_INDEX_URL": index,
        "PIP_DEFAULT_TIMEOUT": seconds,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "UV_DEFAULT_INDEX": index,
        "UV_HTTP_TIMEOUT": seconds,
        # Cache and home may be on two disks.
        "UV_LINK_MODE": "copy",
        "UV_PYTHON_DOWNLOADS": "never",
    }


def _start_bridge(doors: Path) -> None:
    """In a thread of its own, so that a busy server holds no client up."""

    async def forever() -> None:
        await open_bridge(PORTS, doors)
        await asyncio.Event().wait()

    threading.Thread(target=lambda: asyncio.run(forever()), daemon=True, name="bridge").start()
