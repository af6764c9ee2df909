"""The answer to a caller who may try again in a moment."""

from atelier.problem import Problem


def busy(why: str) -> Problem:
    """The problem of a request that was not begun."""
    return Problem("Busy", why, "Send the request again in a second.", whose="machine")
