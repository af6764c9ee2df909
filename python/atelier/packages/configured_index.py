"""The index that this machine's pip or uv is set up with; printed as JSON.

Runs as whoever starts the workspace, with their environment and settings: pip reads them by its own code.
"""

import json
import netrc
import os
import sys
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from pip._internal.commands import create_command


def main() -> None:
    """Print `url`, `user`, `password`, `authorities` of the index."""
    options, _ = create_command("download").parse_args([])
    url = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL") or os.environ.get("PIP_INDEX_URL")
    parts = urlsplit(url or _of_uv() or options.index_url)
    user, password = parts.username, parts.password
    if user is None:
        user, password = _of_netrc(parts.hostname or "")
    place = parts.netloc.rpartition("@")[2]
    authorities = options.cert or os.environ.get("SSL_CERT_FILE")
    json.dump(
        {
            "url": urlunsplit((parts.scheme, place, parts.path, parts.query, "")),
            "user": None if user is None else unquote(user),
            "password": None if password is None else unquote(password),
            "authorities": Path(authorities).read_text("ascii", "ignore") if authorities else "",
        },
        sys.stdout,
    )


def _of_uv() -> str | None:
    for folder in (os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config"), "/etc"):
        path = Path(folder, "uv", "uv.toml")
        if not path.is_file():
            continue
        settings = tomllib.loads(path.read_text("utf-8"))
        named = [one["url"] for one in settings.get("index", []) if one.get("default")]
        if named or "index-url" in settings:
            return named[0] if named else settings["index-url"]
    return None


def _of_netrc(host: str) -> tuple[str | None, str | None]:
    try:
        found = netrc.netrc(os.environ.get("NETRC")).authenticators(host)
    except (OSError, netrc.NetrcParseError):
        found = None
    return (None, None) if found is None else (found[0], found[2])


if __name__ == "__main__":
    main()
