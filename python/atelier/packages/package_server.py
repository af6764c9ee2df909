"""The packages step: the index of a workspace on a unix socket, until it is told to stop."""

import asyncio
import contextlib
import json
import os
import signal
import socket
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from atelier.packages.explain import Explained
from atelier.packages.index_app import Index, index_app
from atelier.packages.kept_files import KeptFiles
from atelier.packages.kept_pages import KeptPages
from atelier.packages.memory import Memory
from atelier.packages.own_wheels import OwnWheels
from atelier.packages.resolved import Resolved
from atelier.packages.ruled_pages import RuledPages
from atelier.packages.rules import rules_of
from atelier.packages.upstream_client import Upstream, upstream_client
from atelier.report import Report
from atelier.serving.die_with_parent import die_with_parent

KEEP_ALIVE_SECONDS = 75
FINISH_SECONDS = 5
BACKLOG = 512


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Serve on the bound unix sockets `descriptors`. Ends when the parent ends.

    Task: `folder` of what is kept; `way`, the socket that leads to the upstream; `own`, folder of the team's wheels, or
    `None`; `upstream`, fields of `Upstream`; `rules`, fields as `rules_of` takes them. Sends {"ready": {}}.
    """
    die_with_parent()
    os.umask(0o077)
    for aside in Path(task["folder"], "aside").glob(".aside-*"):
        aside.unlink(missing_ok=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(task, report))
    return {}


async def _serve(task: dict[str, Any], report: Report) -> None:
    rules, folder = rules_of(task["rules"]), Path(task["folder"])
    memory = Memory(folder / "memory.sqlite")
    own = OwnWheels(Path(task["own"]) if task["own"] else None, memory)
    upstream = Upstream(**task["upstream"])
    client = upstream_client(upstream, task["way"])
    files = KeptFiles(client, folder, memory)
    pages = KeptPages(client, upstream.url, folder / "pages")
    lines = [] if rules.allow is None else task["rules"]["allow"]
    resolved = Resolved([*lines, *sorted(own.wheels())], folder, json.dumps(task["rules"]))
    explained = Explained(rules, own, resolved)
    people = index_app(Index(own, RuledPages(pages, rules, resolved.names, files.changed), files, explained))
    # For uv alone, which speaks no unix sockets: a port of this process's own network, where nobody else is.
    finding = index_app(Index(own, RuledPages(pages, rules, lambda: None, files.changed), files, None))
    inside = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(_config(_by_socket(people, finding)))
    outside = [socket.socket(fileno=descriptor) for descriptor in task["descriptors"]]
    for one in outside:
        one.listen(BACKLOG)
    serving = asyncio.create_task(server.serve([*outside, inside]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    report.send({"ready": {}})
    search = asyncio.create_task(resolved.find(f"http://127.0.0.1:{inside.getsockname()[1]}/packages/simple/"))
    await serving
    search.cancel()


def _by_socket(people: ASGIApp, finding: ASGIApp) -> ASGIApp:
    async def chosen(scope: Scope, receive: Receive, send: Send) -> None:
        is_inside = (scope.get("server") or ("", None))[1] is not None
        await (finding if is_inside else people)(scope, receive, send)

    return chosen


def _config(app: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=FINISH_SECONDS,
    )
