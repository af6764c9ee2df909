"""What goes on in a space, for whoever would stop it when nothing does."""

import gc
import json
import os
import time
import weakref
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tornado.web
from tornado.httputil import HTTPServerRequest
from tornado.websocket import WebSocketHandler

from atelier.space.unseen_work import IdleKernel, UnseenWork

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

PATH = "/atelier/work"
NOTICES = "/atelier/notices"
READING = ("GET", "HEAD", "OPTIONS")
# Kept by libraries for as long as the process lives that once made processes.
TRACKERS = ("resource_tracker", "semaphore_tracker")
FIRST = 1
NOTICE = "this-space-stops-soon.txt"
# What the supervisor has to say of limits, by what is limited.
LIMIT_NOTICES = {"memory": "this-space-had-no-memory-left.txt", "disk": "this-space-has-no-disk-left.txt"}


class Work:
    """Watches the requests of a server, its kernels and its terminals."""

    def __init__(self, server: "ServerApp") -> None:
        self._server = server
        self._requests: weakref.WeakSet[Any] = weakref.WeakSet()
        self._changed_at = time.time()
        self._unseen = UnseenWork()
        find = server.web_app.find_handler

        def found(request: HTTPServerRequest, **more: Any) -> Any:
            delegate = find(request, **more)
            if request.path not in (PATH, NOTICES) and not issubclass(delegate.handler_class, WebSocketHandler):
                # It lives for as long as the request does, a slow reader's download included.
                self._requests.add(delegate)
                if request.method not in READING:
                    self._changed_at = time.time()
            return delegate

        server.web_app.find_handler = found

    def busy(self) -> list[str]:
        """What must not be stopped, in words."""
        gc.collect()
        requests = [f"{each.request.method} {each.request.path}"[:500] for each in self._requests]
        return [*self._cells(), *self._threads(), *self._jobs(), *requests][:1000]

    def last_activity(self) -> float:
        """In seconds since 1970."""
        kernels = [
            each.last_activity.timestamp()
            for each in self._kernels().values()
            # One that is being started has none, and says so by an error.
            if each.trait_has_value("last_activity")
        ]
        terminals = [each.last_activity.timestamp() for each in self._terminals().terminals.values()]
        return max([self._changed_at, *kernels, *terminals])

    def _kernels(self) -> dict[str, Any]:
        """By their names; one that is being started lacks most of what the others have."""
        manager = self._server.kernel_manager
        return {name: manager.get_kernel(name) for name in manager.list_kernel_ids()}

    def _terminals(self) -> Any:
        return self._server.web_app.settings["terminal_manager"]

    def _cells(self) -> list[str]:
        return [
            f"kernel {name}" for name, each in self._kernels().items() if getattr(each, "execution_state", "") == "busy"
        ]

    def _threads(self) -> list[str]:
        idle = [
            IdleKernel(name, pid, each.last_activity.timestamp())
            for name, each in self._kernels().items()
            if getattr(each, "execution_state", "") == "idle" and (pid := getattr(each.provisioner, "pid", None))
        ]
        return [f"kernel {name}: a thread" for name in self._unseen.at_work(idle, time.monotonic())]

    def _jobs(self) -> list[str]:
        shells = {each.ptyproc.pid: f"terminal {name}" for name, each in self._terminals().terminals.items()}
        kernels = {
            # One that is being started has no process yet.
            getattr(each.provisioner, "pid", None): f"kernel {name}"
            for name, each in self._kernels().items()
        }
        # Children of a shell or kernel that has ended are the first process's then.
        owners = {**shells, **kernels, FIRST: "on its own"}
        return [
            f"{owners[each.parent]}: {each.command}"[:500]
            for each in _processes()
            if each.parent in owners and each.pid not in (os.getpid(), *kernels)
        ]


class WorkHandler(tornado.web.RequestHandler):
    """Answers the supervisor, over the socket that the space listens on."""

    def initialize(self, work: Work, home: Path) -> None:
        self._work = work
        self._notice = home / NOTICE

    def check_xsrf_cookie(self) -> None:
        """Nothing to check: no page of elsewhere gets here, as the front door makes sure for all of the space."""

    def get(self) -> None:
        busy = self._work.busy()
        self.finish(json.dumps({"busy": busy, "lastActivityAtMs": int(self._work.last_activity() * 1000)}))

    def put(self) -> None:
        """Keep a notice in the home, where a browser shows it among the files, or take it away."""
        stops_at_ms = json.loads(self.request.body)["stopsAtMs"]
        if stops_at_ms is None:
            self._notice.unlink(missing_ok=True)
        else:
            at = datetime.fromtimestamp(stops_at_ms / 1000, UTC)
            self._notice.write_text(
                f"Nobody works here: this space stops at {at:%H:%M} UTC unless a cell or a command runs before.\n"
                "Files stay; what kernels hold in memory is lost.\n",
                "utf-8",
            )
        self.finish("{}")


class NoticeHandler(tornado.web.RequestHandler):
    """Keeps what the supervisor says of a limit in the home, or takes it away."""

    def initialize(self, home: Path) -> None:
        self._home = home

    def check_xsrf_cookie(self) -> None:
        """As for `WorkHandler`."""

    def put(self) -> None:
        told = json.loads(self.request.body)
        notice = self._home / LIMIT_NOTICES[told["about"]]
        if told["text"] is None:
            notice.unlink(missing_ok=True)
        else:
            notice.write_text(told["text"], "utf-8")
        self.finish("{}")


def watch_work(server: "ServerApp", home: Path) -> None:
    """Let a server say what goes on in it; notices that may be true no more are taken away."""
    for name in (NOTICE, LIMIT_NOTICES["disk"]):
        (home / name).unlink(missing_ok=True)
    handler = (PATH, WorkHandler, {"work": Work(server), "home": home})
    server.web_app.add_handlers(".*$", [handler, (NOTICES, NoticeHandler, {"home": home})])


@dataclass(frozen=True)
class _Process:
    pid: int
    parent: int
    command: str


def _processes() -> list[_Process]:
    """All in the space that have not ended."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (folder / "stat").read_text("utf-8").rpartition(") ")[2].split()[:2]
            command = (folder / "cmdline").read_text("utf-8").replace("\0", " ").strip()
        except (OSError, UnicodeDecodeError):
            continue
        if state not in "ZX" and not any(tracker in command for tracker in TRACKERS):
            found.append(_Process(int(folder.name), int(parent), command))
    return found
