"""HTTP to the upstream index: bounded in time and bytes, with its credentials for itself alone."""

import ssl
from collections.abc import AsyncIterator, Generator
from dataclasses import dataclass

import httpcore
import httpx

from atelier.packages.way_out import WayOut

CONNECT_SECONDS = 10
PIECE_SECONDS = 15
MOST_CONNECTIONS = 24
MOST_REDIRECTS = 4


@dataclass(frozen=True)
class Upstream:
    """`url`: of its simple pages, without credentials. `authorities`: certificates as PEM; empty is the usual ones."""

    url: str
    user: str | None = None
    password: str | None = None
    authorities: str = ""


def upstream_client(upstream: Upstream, way: str) -> httpx.AsyncClient:
    """A client whose every connection goes by the socket `way`."""
    transport = httpx.AsyncHTTPTransport()
    transport._pool = httpcore.AsyncConnectionPool(  # noqa: SLF001 httpx takes no network of another
        ssl_context=_trusting(upstream.authorities),
        network_backend=WayOut(way),
        max_connections=MOST_CONNECTIONS,
        keepalive_expiry=30,
    )
    return httpx.AsyncClient(
        transport=transport,
        auth=_ForItself(upstream),
        follow_redirects=True,
        max_redirects=MOST_REDIRECTS,
        timeout=httpx.Timeout(PIECE_SECONDS, connect=CONNECT_SECONDS),
        # What is unpacked has no bound that could be seen before.
        headers={"accept-encoding": "identity"},
        trust_env=False,
    )


async def bounded(answer: httpx.Response, most_bytes: int) -> AsyncIterator[bytes]:
    """The body of an answer as it comes. Raises DecodingError for one that is packed, or longer."""
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise httpx.DecodingError("the answer is packed, although it was asked for as it is")
    total = 0
    async for piece in answer.aiter_raw():
        total += len(piece)
        if total > most_bytes:
            raise httpx.DecodingError(f"the answer has more than {most_bytes} bytes")
        yield piece


def _trusting(authorities: str) -> ssl.SSLContext:
    return ssl.create_default_context(cadata=authorities or None) if authorities else httpx.create_ssl_context()


class _ForItself(httpx.Auth):
    """Credentials go to the index's own origin, and to no other that it leads to."""

    def __init__(self, upstream: Upstream) -> None:
        url = httpx.URL(upstream.url)
        self._origin = (url.scheme, url.host, url.port)
        self._basic = httpx.BasicAuth(upstream.user, upstream.password or "") if upstream.user else None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Called by httpx for each request that is not the next hop of another."""
        url = request.url
        if self._basic is not None and (url.scheme, url.host, url.port) == self._origin:
            yield from self._basic.auth_flow(request)
        else:
            yield request
