"""Project pages of the upstream, kept for when it does not answer."""

import asyncio
import contextlib
import json
import time
from pathlib import Path

import httpx
from simple_repository import errors, parser, utils
from simple_repository.components.core import SimpleRepository
from simple_repository.model import File, Meta, ProjectDetail, RequestContext

from atelier.packages.turns import Turns
from atelier.packages.upstream_client import bounded
from atelier.packages.write_aside import write_whole

FRESH_SECONDS = 600
WITHIN_SECONDS = 25
MOST_PAGE_BYTES = 96 * 1024**2
ACCEPTED = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01"
# What a silent upstream raises, and one that answers something else than a page.
ODD = (
    httpx.HTTPError,
    httpx.InvalidURL,
    TimeoutError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
)


class KeptPages(SimpleRepository):
    """Asked again after ten minutes; of an upstream that is silent for 25 s the last page is given."""

    def __init__(self, client: httpx.AsyncClient, url: str, folder: Path) -> None:
        self._client, self._url, self._folder = client, url.rstrip("/") + "/", folder
        self._turns = Turns()

    async def get_project_page(
        self, project_name: str, *, request_context: RequestContext | None = None
    ) -> ProjectDetail:
        """Files with absolute addresses. Raises PackageNotFoundError, SourceRepositoryUnavailable."""
        async with self._turns.of(project_name):
            path = self._folder / f"{project_name}.json"
            if path.is_file() and time.time() - path.stat().st_mtime < FRESH_SECONDS:
                return _page(project_name, json.loads(path.read_bytes()))
            try:
                answer = await self._asked(project_name)
                page = _page(project_name, answer)
            except errors.PackageNotFoundError:
                raise
            except ODD as failure:
                # Without its words, which may hold the address with all that is secret in it.
                if not path.is_file():
                    raise errors.SourceRepositoryUnavailable(type(failure).__name__) from None
                return _page(project_name, json.loads(path.read_bytes()))
            # What cannot be kept is given all the same.
            with contextlib.suppress(OSError):
                write_whole(path, json.dumps(answer).encode())
            return page

    async def _asked(self, name: str) -> dict[str, str]:
        url = f"{self._url}{name}/"
        headers = {"accept": ACCEPTED}
        async with asyncio.timeout(WITHIN_SECONDS), self._client.stream("GET", url, headers=headers) as answer:
            if answer.status_code in (404, 410):
                raise errors.PackageNotFoundError(name)
            answer.raise_for_status()
            body = b"".join([piece async for piece in bounded(answer, MOST_PAGE_BYTES)])
        kind = answer.headers.get("content-type", "")
        return {"url": str(answer.url), "kind": kind, "body": body.decode("utf-8")}


def _page(name: str, answer: dict[str, str]) -> ProjectDetail:
    body = answer["body"]
    is_json = "application/vnd.pypi.simple.v1+json" in answer["kind"]
    page = parser.parse_json_project_page(body) if is_json else parser.parse_html_project_page(body, name)
    files = {file.filename: _absolute(file, answer["url"]) for file in page.files if _is_plain(file.filename)}
    return ProjectDetail(Meta("1.0"), name, tuple(files.values()))


def _absolute(file: File, url: str) -> File:
    return File(
        filename=file.filename,
        url=utils.url_absolutizer(file.url, url),
        hashes=dict(file.hashes),
        requires_python=file.requires_python,
        dist_info_metadata=file.dist_info_metadata,
        yanked=file.yanked,
        size=file.size,
        upload_time=file.upload_time,
    )


def _is_plain(filename: str) -> bool:
    """A name that is nothing else anywhere: no path, no sign that an address or a page would read."""
    allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+!"
    return 0 < len(filename) <= 200 and filename[0] != "." and set(filename) <= set(allowed)
