"""Keep web pages of elsewhere away from a server on this machine."""

from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from atelier.problem import Problem
from atelier.serving.refusal import refusal

LOCAL_NAMES = ("127.0.0.1", "localhost", "::1")


def local_callers_only(app: ASGIApp) -> ASGIApp:
    """Refuse a Host or Origin of another machine: a browser sends one for a page whose name was rebound to this one."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        for name, value in scope.get("headers", ()):
            if name in (b"host", b"origin") and _host_name(value.decode("latin-1")) not in LOCAL_NAMES:
                await _refused(name.decode(), value.decode("latin-1"))(scope, receive, send)
                return
        await app(scope, receive, send)

    return guarded


def _host_name(value: str) -> str | None:
    """The name in `host:port` or `scheme://host:port`."""
    try:
        return urlsplit(value if "://" in value else f"//{value}").hostname
    except ValueError:
        return None


def _refused(header: str, value: str) -> ASGIApp:
    return refusal(
        Problem(
            "ForeignCaller",
            f"The header {header.title()} is '{value}'; this server answers callers on its own machine only.",
            "Call it as 127.0.0.1 or localhost, and not from a web page of elsewhere.",
        )
    )
