"""A problem as an HTTP answer."""

import msgspec
from starlette.responses import Response

from atelier.problem import Problem

BAD_REQUEST = 400
STATUS_OF_CODE = {
    "foreign-caller": 403,
    "not-found": 404,
    "method-not-allowed": 405,
    "not-acceptable": 406,
    "unsupported-content-type": 415,
    "internal": 500,
}


def refusal(problem: Problem) -> Response:
    """{code, message, fix} as JSON; 400 unless the code has a status of its own."""
    return Response(
        msgspec.json.encode({"code": problem.code, "message": problem.message, "fix": problem.fix}),
        STATUS_OF_CODE.get(problem.code, BAD_REQUEST),
        media_type="application/json",
    )
