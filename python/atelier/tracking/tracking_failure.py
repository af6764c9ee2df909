"""A tracking server that fails is the machine's, whatever the client that met it makes of it."""

import requests

from atelier.problem import Problem

FIRST_OF_FAILURES = 500
SHOWN_CHARACTERS = 300
FIX = "Run `atelier status` to see whether it is up and `atelier logs tracking` to see why; then run the flow again."


def unreachable(socket_path: str, failure: Exception) -> Problem:
    """No answer in time, or none at all."""
    return Problem(
        "TrackingUnreachable", f"The tracking server at {socket_path} did not answer: {failure}.", FIX, whose="machine"
    )


def answer_failure(response: requests.Response) -> Problem | None:
    """The problem in an answer that says that the server failed; None for every other answer."""
    if response.status_code < FIRST_OF_FAILURES:
        return None
    text = response.text
    if '"DiskFull"' in text:
        fix = "Free some disk space, then run the flow again."
        return Problem("DiskFull", "There is no space left on the disk that tracking writes to.", fix, whose="machine")
    said = f"{response.status_code}: {text[:SHOWN_CHARACTERS]}"
    return Problem("TrackingUnreachable", f"The tracking server failed with {said}.", FIX, whose="machine")
