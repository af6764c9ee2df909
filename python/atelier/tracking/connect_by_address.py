"""Tracking at an address, for whoever is known on the way there."""

import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from atelier.problem import Problem
from atelier.tracking.quiet_mlflow import have_mlflow_quiet

if TYPE_CHECKING:
    from mlflow import MlflowClient

SHOWN_CHARACTERS = 300


@contextlib.contextmanager
def connected_to(address: str) -> Iterator["MlflowClient"]:
    """A client of the project that the address leads to; also what mlflow's own functions use inside.

    Problems of what is done inside: those that tracking or the front door answers with, such as `NotAllowed`, and
    `TrackingNotAnswered`.
    """
    have_mlflow_quiet()
    # Its own patience is minutes, in which a notebook says nothing.
    os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "3")
    import mlflow
    from mlflow.exceptions import MlflowException
    from requests import RequestException

    before = mlflow.get_tracking_uri(), mlflow.get_registry_uri()
    mlflow.set_tracking_uri(address)
    mlflow.set_registry_uri(address)
    try:
        yield mlflow.MlflowClient()
    except (MlflowException, RequestException) as failure:
        raise _problem(failure) from failure
    finally:
        mlflow.set_tracking_uri(before[0])
        mlflow.set_registry_uri(before[1])


def _problem(failure: Exception) -> Problem:
    """Whoever refuses says it as a problem of ours, which MLflow carries along."""
    told: dict[str, Any] = getattr(failure, "json", None) or _body(failure)
    if isinstance(told, dict) and {"code", "message", "fix"} <= told.keys():
        return Problem.from_dict(told)
    said = str(failure).splitlines()[0][:SHOWN_CHARACTERS]
    fix = "Look at the tracking page, then log again: nothing is logged twice."
    return Problem("TrackingNotAnswered", f"Tracking did not take it: {said}", fix, "machine")


def _body(failure: Exception) -> dict[str, Any]:
    """A refused file comes as an answer of HTTP alone."""
    response = getattr(failure, "response", None)
    try:
        return {} if response is None else response.json()
    except ValueError:
        return {}
