"""The index over HTTP (PEP 503, 691, 658)."""

import dataclasses
import json
from collections.abc import Awaitable, Callable

from simple_repository import errors
from simple_repository.content_negotiation import Format, select_response_format
from simple_repository.model import File, Meta, ProjectDetail
from simple_repository.serializer import serialize
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from atelier.packages.explain import Explained
from atelier.packages.kept_files import KeptFiles
from atelier.packages.own_wheels import OwnWheels
from atelier.packages.refusal import Refusal, not_there
from atelier.packages.ruled_pages import RuledPages
from atelier.packages.rules import canonical
from atelier.packages.wheel_text import metadata_of

Answer = Callable[[Request], Awaitable[Response]]


@dataclasses.dataclass(frozen=True)
class Index:
    """What one view of the index is made of."""

    own: OwnWheels
    ruled: RuledPages
    files: KeptFiles
    explained: Explained | None

    async def page_of(self, name: str) -> list[tuple[File, Refusal | None]]:
        """All files of a package, the team's own before anybody's. Raises the refusal of the whole package."""
        try:
            return [(file, None) for file in (await self.own.get_project_page(name)).files]
        except errors.PackageNotFoundError:
            refusal = self.ruled.refusal_of_name(name)
            if refusal is not None:
                raise refusal from None
            return await self.ruled.judged(name)


def index_app(index: Index) -> Starlette:
    """Below /packages: pages at /simple/, files at /files/, reasons at /why/."""
    routes = [
        Route("/packages/simple/", _answered(lambda request: _names(index, request))),
        Route("/packages/simple/{name}/", _answered(lambda request: _page(index, request))),
        Route("/packages/simple/{name}", _answered(_with_slash)),
        Route("/packages/files/{name}/{filename}", _answered(lambda request: _file(index, request))),
        Route("/packages/allowed", _answered(lambda _: _allowed(index))),
        Route("/packages/why/{name}", _answered(lambda request: _why(index, request))),
    ]
    return Starlette(routes=routes)


def _answered(answer: Answer) -> Answer:
    async def told(request: Request) -> Response:
        try:
            return await answer(request)
        except Refusal as refusal:
            return Response(
                json.dumps(refusal.as_dict()),
                refusal.status,
                {"x-atelier-reason": refusal.short, "cache-control": "no-store"},
                "application/json",
            )

    return told


async def _names(index: Index, request: Request) -> Response:
    """Of the team's own alone: what else is let in is said by /allowed."""
    form = _form_of(request)
    return Response(serialize(await index.own.get_project_list(), form), media_type=form.value)


async def _with_slash(request: Request) -> Response:
    return RedirectResponse(f"{canonical(request.path_params['name'])}/", 301)


async def _page(index: Index, request: Request) -> Response:
    given = request.path_params["name"]
    name = canonical(given)
    if name != given:
        return RedirectResponse(f"../{name}/", 301)
    form = _form_of(request)
    try:
        files = await index.page_of(name)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _refused_page(name, refusal, form)
    shown = [file if refusal is None else _withdrawn(file, refusal) for file, refusal in files]
    refusals = [refusal for _, refusal in files if refusal is not None]
    if refusals and len(refusals) == len(files):
        return _refused_page(name, refusals[-1], form, tuple(shown))
    return _shown(name, tuple(shown), form)


def _refused_page(name: str, refusal: Refusal, form: Format, withdrawn: tuple[File, ...] = ()) -> Response:
    """With one file whose version says why: pip and uv show versions, and nothing else of what an index answers."""
    filename = f"{name.replace('-', '_')}-{refusal.as_version()}-py3-none-any.whl"
    answer = _shown(name, (*withdrawn, File(filename, filename, {})), form)
    answer.headers.update({"x-atelier-reason": refusal.short, "cache-control": "no-store"})
    return answer


def _shown(name: str, files: tuple[File, ...], form: Format) -> Response:
    placed = tuple(dataclasses.replace(file, url=f"../../files/{name}/{file.filename}") for file in files)
    is_sized = all(file.size is not None for file in placed)
    page = ProjectDetail(Meta("1.1" if is_sized else "1.0"), name, placed)
    return Response(serialize(page, form), media_type=form.value)


def _withdrawn(file: File, refusal: Refusal) -> File:
    return dataclasses.replace(file, yanked=refusal.short, dist_info_metadata=None)


async def _file(index: Index, request: Request) -> Response:
    name, filename = canonical(request.path_params["name"]), request.path_params["filename"]
    plain = filename.removesuffix(".metadata")
    page = await index.page_of(name)
    file, refusal = next(((file, refusal) for file, refusal in page if file.filename == plain), (None, None))
    if file is None:
        # The file of a page on which everything is refused.
        refusals = [refusal for _, refusal in page if refusal is not None]
        raise refusals[-1] if refusals and "-0+" in filename else not_there(f"{name} ({filename[:100]})")
    if refusal is not None:
        raise refusal
    own = index.own.path_of(name, plain)
    if plain != filename:
        text = metadata_of(own, plain) if own else await index.files.metadata_of(name, file)
        return Response(text, media_type="text/plain; charset=utf-8")
    return FileResponse(own or await index.files.path_of(name, file), media_type="application/octet-stream")


async def _allowed(index: Index) -> Response:
    if index.explained is None:
        return Response(status_code=404)
    return Response(json.dumps(index.explained.all()), media_type="application/json")


async def _why(index: Index, request: Request) -> Response:
    if index.explained is None:
        return Response(status_code=404)
    name = canonical(request.path_params["name"])
    try:
        files = await index.page_of(name)
        refusal = None
    except Refusal as one:
        files, refusal = [], one
    return Response(json.dumps(index.explained.why(name, files, refusal)), media_type="application/json")


def _form_of(request: Request) -> Format:
    try:
        return select_response_format(request.headers.get("accept", "*/*"))
    except errors.UnsupportedSerialization:
        return Format.HTML_V1
