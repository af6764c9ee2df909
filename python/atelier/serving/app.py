"""Answers of the model server."""

import logging
import os
import traceback
import uuid
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from atelier.forecasting.forecaster import Forecaster
from atelier.problem import Problem
from atelier.serving.content_form import FORM_OF_TYPE, answer_form, request_form
from atelier.serving.invocation import answer_invocation
from atelier.serving.predictions import Predictions
from atelier.serving.refusal import BAD_REQUEST, refusal
from atelier.serving.request_body import LIMIT_BYTES, RequestBodies
from atelier.serving.shown import shown

LOG = logging.getLogger("atelier.serving")
TYPE_OF_FORM = {form: media_type for media_type, form in FORM_OF_TYPE.items()}
# What the router refuses by itself.
CODE_OF_STATUS = {404: "NotFound", 405: "MethodNotAllowed"}
AT_ONCE = min(os.cpu_count() or 1, 4)
WAITING = 128
ANSWER_SECONDS = 15
BODIES_LIMIT_BYTES = 10 * LIMIT_BYTES


def create_app(forecaster: Forecaster) -> Starlette:
    """GET /ping and POST /invocations, as SageMaker calls a model container.

    A request that cannot be answered gets {code, message, fix}. Logs carry codes, never rows.
    """
    bodies = RequestBodies(BODIES_LIMIT_BYTES)
    predictions = Predictions(AT_ONCE, WAITING, ANSWER_SECONDS)

    async def ping(_request: Request) -> Response:
        return Response()

    async def invocations(request: Request) -> Response:
        headers = request.headers
        asked = request_form(headers.get("content-type", ""), headers.get("content-encoding", ""))
        answered = answer_form(",".join(headers.getlist("accept")), default=asked)
        async with bodies.read(request.stream()) as body:
            work = _guarded(lambda: answer_invocation(forecaster, body, asked, answered))
            answer = await predictions.answer(work, request.receive)
        if answer is None:
            raise ClientDisconnect
        return Response(answer, media_type=TYPE_OF_FORM[answered])

    routes = [Route("/ping", ping), Route("/invocations", invocations, methods=["POST"])]
    handlers = {Problem: _refused, HTTPException: _not_served, ClientDisconnect: _abandoned}
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.router.redirect_slashes = False
    return app


def _guarded(work: Callable[[], bytes]) -> Callable[[], bytes]:
    def guarded() -> bytes:
        try:
            return work()
        except Problem:
            raise
        except Exception as failure:
            raise _internal(failure) from None

    return guarded


async def _refused(_request: Request, problem: Problem) -> Response:
    LOG.warning("refused: %s", problem.code)
    return refusal(problem)


async def _not_served(request: Request, failure: HTTPException) -> Response:
    path = f"{shown(request.method)} {shown(request.url.path)}"
    problem = Problem(
        CODE_OF_STATUS.get(failure.status_code, "NotServed"),
        f"{path} is not served; served are GET /ping and POST /invocations.",
        "Post rows to /invocations.",
    )
    return refusal(problem, failure.headers)


async def _abandoned(_request: Request, _failure: ClientDisconnect) -> Response:
    """Nobody reads this answer; without it the framework would log a caller's hanging up as our error."""
    LOG.info("the caller left before it was answered")
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
