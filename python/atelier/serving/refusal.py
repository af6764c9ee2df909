"""A problem as an HTTP answer."""

import msgspec
from starlette.responses import Response

from atelier.problem import Problem

BAD_REQUEST = 400
STATUS_OF_CODE = {
    "ForeignCaller": 403,
    "NotFound": 404,
    "MethodNotAllowed": 405,
    "NotAcceptable": 406,
    "UnsupportedContentType": 415,
    "Internal": 500,
}


def refusal(problem: Problem) -> Response:
    """{code, message, fix} as JSON; 400 unless the code has a status of its own."""
    return Response(
        msgspec.json.encode({"code": problem.code, "message": problem.message, "fix": problem.fix}),
        STATUS_OF_CODE.get(problem.code, BAD_REQUEST),
        media_type="application/json",
    )
