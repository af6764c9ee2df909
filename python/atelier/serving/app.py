"""The model server."""

import logging
import traceback
import uuid

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from atelier.forecasting.forecaster import Forecaster
from atelier.problem import Problem
from atelier.serving.content_form import FORM_OF_TYPE, answer_form, request_form
from atelier.serving.invocation import answer_invocation
from atelier.serving.refusal import BAD_REQUEST, STATUS_OF_CODE, refusal
from atelier.serving.request_body import read_body

LOG = logging.getLogger("atelier.serving")
TYPE_OF_FORM = {form: media_type for media_type, form in FORM_OF_TYPE.items()}
CODE_OF_STATUS = {status: code for code, status in STATUS_OF_CODE.items()}


def create_app(forecaster: Forecaster) -> FastAPI:
    """GET /ping and POST /invocations, as SageMaker calls a model container.

    A request that cannot be answered gets {code, message, fix}. Logs carry codes, never rows.
    """
    handlers = {Problem: _refused, HTTPException: _not_served, ClientDisconnect: _abandoned}
    app = FastAPI(openapi_url=None, exception_handlers=handlers)

    @app.get("/ping")
    async def ping() -> Response:
        return Response()

    @app.post("/invocations")
    async def invocations(request: Request) -> Response:
        headers = request.headers
        asked = request_form(headers.get("content-type", ""), headers.get("content-encoding", ""))
        answered = answer_form(headers.get("accept", ""), default=asked)
        body = await read_body(request.stream())
        try:
            answer = answer_invocation(forecaster, body, asked, answered)
        except Problem:
            raise
        except Exception as failure:
            raise _internal(failure) from None
        return Response(answer, media_type=TYPE_OF_FORM[answered])

    return app


async def _refused(_request: Request, problem: Problem) -> Response:
    LOG.warning("refused: %s", problem.code)
    return refusal(problem)


async def _not_served(request: Request, failure: HTTPException) -> Response:
    return refusal(
        Problem(
            CODE_OF_STATUS[failure.status_code],
            f"{request.method} {request.url.path} is not served; served are GET /ping and POST /invocations.",
            "Post rows to /invocations.",
        )
    )


async def _abandoned(_request: Request, _failure: ClientDisconnect) -> Response:
    """Nobody reads this answer; without it the framework would log a caller's hanging up as our error."""
    LOG.info("the caller left before its body was complete")
    return Response(status_code=BAD_REQUEST)


def _internal(failure: Exception) -> Problem:
    """The log gets where it happened; not the exception's text, which may quote the caller's rows."""
    error_id = uuid.uuid4().hex[:12]
    where = "".join(traceback.format_tb(failure.__traceback__))
    LOG.error("error %s: %s\n%s", error_id, type(failure).__name__, where)
    return Problem(
        "Internal",
        f"The forecast failed for a reason that is not in your rows (error {error_id}).",
        f"Look for {error_id} in the endpoint's log.",
    )
