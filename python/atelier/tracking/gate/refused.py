"""Why a request to tracking was refused, in the words of MLflow's own errors."""

import msgspec
from starlette.responses import Response

from atelier.problem import Problem

NOT_IN_WORKSPACE = "NotInWorkspace"
STATUS_OF_CODE = {
    "RouteRefused": 403,
    "TrackingWorkspaceMissing": 404,
    NOT_IN_WORKSPACE: 404,
    "RouteUnknown": 404,
    "MethodRefused": 405,
    "BodyTooLarge": 413,
    "ContentTypeRefused": 415,
    "DiskFull": 507,
}
MLFLOW_CODE_OF_STATUS = {
    400: "INVALID_PARAMETER_VALUE",
    403: "PERMISSION_DENIED",
    404: "RESOURCE_DOES_NOT_EXIST",
    405: "ENDPOINT_NOT_FOUND",
    507: "RESOURCE_EXHAUSTED",
}


def refused(problem: Problem) -> Response:
    """{error_code, message, code, fix}: MLflow's clients show the first two, the fix included."""
    status = STATUS_OF_CODE.get(problem.code, 400)
    body = {
        "error_code": MLFLOW_CODE_OF_STATUS.get(status, "INVALID_PARAMETER_VALUE"),
        "message": f"{problem.message} {problem.fix}",
        "code": problem.code,
        "fix": problem.fix,
    }
    return Response(msgspec.json.encode(body), status, media_type="application/json")
