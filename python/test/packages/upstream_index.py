"""An index of packages that a test can have misbehave."""

import asyncio
import hashlib
import json
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Answer = Callable[[Request], Response] | None
LONG_AGO = timedelta(days=400)


class UpstreamIndex:
    """On a port of loopback; its files are put in by `add`, and `instead` answers for it."""

    def __init__(self) -> None:
        self.files: dict[str, dict[str, bytes]] = {}
        self.extra: dict[str, dict[str, object]] = {}
        self.asked: list[str] = []
        self.instead: Answer = None
        self.hangs = False
        routes = [Route("/simple/{name}/", self._page), Route("/files/{filename}", self._file)]
        self._server = uvicorn.Server(
            uvicorn.Config(Starlette(routes=routes), port=0, log_config=None, lifespan="off", loop="asyncio")
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            self._thread.join(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/simple/"

    def add(self, file: tuple[str, bytes], *, age: timedelta | None = LONG_AGO, **extra: object) -> None:
        filename, content = file
        match = re.match(r"(.+?)-[0-9]", filename)
        assert match is not None
        self.files.setdefault(re.sub(r"[-_.]+", "-", match[1]).lower(), {})[filename] = content
        when = {} if age is None else {"upload-time": f"{datetime.now(UTC) - age:%Y-%m-%dT%H:%M:%SZ}"}
        self.extra[filename] = {**when, **extra}

    def close(self) -> None:
        self.hangs = False
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join()

    async def _misbehaves(self, request: Request) -> Response | None:
        self.asked.append(request.url.path)
        while self.hangs:
            await asyncio.sleep(0.05)
        return self.instead(request) if self.instead else None

    async def _page(self, request: Request) -> Response:
        odd = await self._misbehaves(request)
        if odd is not None:
            return odd
        name = request.path_params["name"]
        if name not in self.files:
            return Response(status_code=404)
        files = [
            {
                "filename": filename,
                "url": f"../../files/{filename}",
                "hashes": {"sha256": hashlib.sha256(content).hexdigest()},
                "size": len(content),
                **self.extra[filename],
            }
            for filename, content in self.files[name].items()
        ]
        page = {"meta": {"api-version": "1.1"}, "name": name, "files": files, "versions": []}
        return Response(json.dumps(page), media_type="application/vnd.pypi.simple.v1+json")

    async def _file(self, request: Request) -> Response:
        odd = await self._misbehaves(request)
        if odd is not None:
            return odd
        filename = request.path_params["filename"]
        found = next((files[filename] for files in self.files.values() if filename in files), None)
        return JSONResponse({}, 404) if found is None else Response(found)
