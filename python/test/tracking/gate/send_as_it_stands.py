"""Requests whose path nobody tidies up on the way."""

from urllib.parse import urlencode

import httpx
from attacks_on_routes import Request


def send_as_it_stands(client: httpx.Client, request: Request) -> httpx.Response:
    """The answer to a request of which the path is sent byte for byte."""
    method, path, options = request
    options = dict(options)
    query = urlencode(options.pop("params", {}))
    target = f"{path}?{query}" if query else path
    return client.request(method, "/", **options, extensions={"target": target.encode("latin-1")})
