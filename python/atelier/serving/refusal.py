"""A problem as an HTTP answer."""

from collections.abc import Mapping

import msgspec
from starlette.responses import Response

from atelier.problem import Problem

BAD_REQUEST = 400
STATUS_OF_CODE = {
    "NotFound": 404,
    "MethodNotAllowed": 405,
    "NotAcceptable": 406,
    "BodyTooSlow": 408,
    "HeadTooSlow": 408,
    "UnsupportedContentType": 415,
    "HeadTooLarge": 431,
    "Internal": 500,
    "Busy": 503,
    "TookTooLong": 503,
}
# A body of which the rest may never come ends the connection.
HEADERS_OF_CODE = {
    "BodyTooLarge": {"connection": "close"},
    "BodyTooSlow": {"connection": "close"},
    "Busy": {"retry-after": "1"},
    "TookTooLong": {"retry-after": "1"},
}


def refusal(problem: Problem, headers: Mapping[str, str] | None = None) -> Response:
    """{code, message, fix} as JSON; 400 unless the code has a status of its own."""
    return Response(
        msgspec.json.encode({"code": problem.code, "message": problem.message, "fix": problem.fix}),
        STATUS_OF_CODE.get(problem.code, BAD_REQUEST),
        {**HEADERS_OF_CODE.get(problem.code, {}), **(headers or {})},
        media_type="application/json",
    )
