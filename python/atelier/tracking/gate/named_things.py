"""Things that a request names by id: experiments, runs, logged models, traces and data sets."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from atelier.problem import Problem

KIND_OF_FIELD = {
    "experiment_id": "experiment",
    "experiment_ids": "experiment",
    "run_id": "run",
    "run_uuid": "run",
    "run_ids": "run",
    "source_run_id": "run",
    "model_id": "logged model",
    "trace_id": "trace",
    "trace_ids": "trace",
    "request_id": "trace",
    "request_ids": "trace",
    "dataset_id": "dataset",
    "dataset_record_ids": "record",
    "assessment_id": "assessment",
    "overrides": "assessment",
}
MOST_THINGS = 5000
# Anything else would be read as another number by whoever is more generous.
EXPERIMENT_ID = re.compile(r"0|[1-9][0-9]{0,18}")


class Thing(NamedTuple):
    """One thing of tracking, which belongs to one workspace."""

    kind: str
    id: str


def things_in_pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[Thing]:
    """Things named by the fields of a query or of a path. Problems: `IdMalformed`."""
    for name, value in pairs:
        yield from _things(name, value)


def things_in_document(value: Any) -> Iterator[Thing]:
    """Things named at any depth of a JSON document, in either spelling of a field. Problems: `IdMalformed`."""
    if isinstance(value, list):
        for item in value:
            yield from things_in_document(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _things(name, item)
            yield from things_in_document(item)


def _things(name: str, value: Any) -> Iterator[Thing]:
    kind = KIND_OF_FIELD.get(_snake_case(name))
    if kind is None:
        return
    for given in value if isinstance(value, list) else [value]:
        if given is None or given == "":
            continue
        thing_id = str(given) if isinstance(given, int) and not isinstance(given, bool) else given
        if not isinstance(thing_id, str) or (kind == "experiment" and not EXPERIMENT_ID.fullmatch(thing_id)):
            raise Problem(
                "IdMalformed", f"The {name} {given!r} is not the id of a {kind}.", "Send the id as it was given."
            )
        yield Thing(kind, thing_id)


def _snake_case(name: str) -> str:
    return re.sub(r"[A-Z]", lambda capital: f"_{capital[0].lower()}", name)
