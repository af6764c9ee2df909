"""The listed route that a request asks for."""

from typing import NamedTuple

from atelier.problem import Problem
from atelier.tracking.gate.canonical_path import plain_segment
from atelier.tracking.gate.refused_routes import refusal_reason
from atelier.tracking.gate.routes import ROUTES, Route

Parameters = list[tuple[str, str]]


class Asked(NamedTuple):
    """A route, what stands in its path, and the whole path decoded."""

    route: Route
    parameters: Parameters
    path: str


def find_route(method: str, segments: tuple[str, ...]) -> Asked:
    """Fixed segments are compared as they were sent, so that none has a second spelling.

    Problems: `RouteRefused`, `MethodRefused`, `RouteUnknown`, `PathMalformed`.
    """
    methods: set[str] = set()
    for route in _candidates(segments):
        parameters = _match(route.segments, segments)
        if parameters is None:
            continue
        if route.method == method:
            path = "/" + "/".join(plain_segment(segment) for segment in segments)
            return Asked(route, parameters, path)
        methods.add(route.method)
    raise _refused(method, segments, methods)


def _candidates(segments: tuple[str, ...]) -> list[Route]:
    """Those without parameters come first."""
    return _EXACT.get("/" + "/".join(segments), []) + _WITH_PARAMETERS


def _match(template: tuple[str, ...], segments: tuple[str, ...]) -> Parameters | None:
    parameters: Parameters = []
    for index, part in enumerate(template):
        if part.endswith("...}"):
            rest = segments[index:]
            return [*parameters, (part[1:-4], "/".join(map(plain_segment, rest)))] if rest else None
        if index >= len(segments):
            return None
        if part.startswith("{"):
            parameters.append((part[1:-1], plain_segment(segments[index])))
        elif part != segments[index]:
            return None
    return parameters if len(template) == len(segments) else None


def _refused(method: str, segments: tuple[str, ...], methods: set[str]) -> Problem:
    path = "/" + "/".join(segments)
    reason = refusal_reason(method, segments)
    if methods and reason is None:
        return Problem(
            "MethodRefused", f"Tracking does not take {method[:20]} of {path}.", f"Send {' or '.join(sorted(methods))}."
        )
    if reason:
        return Problem("RouteRefused", f"Tracking does not take {method[:20]} of {path}: {reason}.", "Do without it.")
    return Problem("RouteUnknown", f"Tracking has no route {path}.", "Use a client of MLflow 2 or 3.")


_EXACT: dict[str, list[Route]] = {}
for _each in ROUTES:
    if "{" not in _each.template:
        _EXACT.setdefault(_each.template, []).append(_each)
_WITH_PARAMETERS = [route for route in ROUTES if "{" in route.template]
