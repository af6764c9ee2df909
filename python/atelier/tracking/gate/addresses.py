"""Addresses in requests: MLflow would open them, now or later, so that only those below a workspace's own root pass."""

import re
from collections.abc import Iterator
from typing import Any

from atelier.problem import Problem
from atelier.tracking.gate.canonical_path import plain_relative_path
from atelier.tracking.gate.json_document import Document
from atelier.tracking.gate.named_things import Thing

# What MLflow writes into a version that holds a prompt and no files.
PROMPT_SOURCES = ("prompt-template", "dummy-source")
# Tags from which MLflow or its clients take the place of a trace's files.
ADDRESS_TAGS = frozenset(
    {
        "mlflow.artifactLocation",
        "mlflow.trace.archiveLocation",
        "mlflow.trace.spansLocation",
        "mlflow.trace.archivalFailure",
    }
)
RUN_SOURCE = re.compile(r"runs:/([0-9a-f]{32})/?(.*)", re.DOTALL)
MODEL_SOURCE = re.compile(r"models:/(m-[0-9a-f]{32})/?(.*)", re.DOTALL)
VERSION_SOURCE = re.compile(r"models:/[^/@:%\\?#;\x00-\x1f]+(/[A-Za-z0-9]+|@[A-Za-z0-9_-]+)")
LINK = re.compile(r"https?://[^\s\"'<>\\]*", re.IGNORECASE)
SHOWN_CHARACTERS = 200


def check_experiment(document: Document) -> None:
    """Where an experiment's files lie is not for its author to say. Problems: `AddressRefused`."""
    for name in ("artifact_location", "artifactLocation"):
        if document.get(name):
            raise _refused(name, document[name], "Leave it out: files lie in the project's own folder.")


def check_version(document: Document, workspace: str) -> list[Thing]:
    """The run or logged model that a new version's source names. Problems: `AddressRefused`."""
    link = document.get("run_link", document.get("runLink"))
    if link and not (isinstance(link, str) and LINK.fullmatch(link)):
        raise _refused("run_link", link, "Give an address that begins with http:// or https://, or none.")
    source = document.get("source")
    if not source or source in PROMPT_SOURCES:
        return []
    if isinstance(source, str):
        for kind, form in (("run", RUN_SOURCE), ("logged model", MODEL_SOURCE)):
            if match := form.fullmatch(source):
                if match[2]:
                    plain_relative_path(match[2].removesuffix("/"))
                return [Thing(kind, match[1])]
        if VERSION_SOURCE.fullmatch(source) or is_own_address(source, workspace):
            return []
    raise _refused(
        "source",
        source,
        f"Register runs:/<run id>/<path>, models:/<model> or a path below mlflow-artifacts:/workspaces/{workspace}/.",
    )


def is_own_address(address: str, workspace: str) -> bool:
    """Whether an address lies below the workspace's own root and cannot be read in another way."""
    root = f"mlflow-artifacts:/workspaces/{workspace}/"
    if not address.startswith(root):
        return False
    try:
        plain_relative_path(address.removeprefix(root).removesuffix("/"))
    except Problem:
        return False
    return True


def check_tags(value: Any, workspace: str) -> None:
    """No tag anywhere in a document gives the place of files. Problems: `AddressRefused`."""
    for key, given in _tags(value):
        check_tag(key, given, workspace)


def check_tag(key: str, value: Any, workspace: str) -> None:
    """One tag. Problems: `AddressRefused`."""
    if key in ADDRESS_TAGS and not (isinstance(value, str) and is_own_address(value, workspace)):
        raise _refused(f"tag {key}", value, "Leave the tag out: tracking sets it.")


def _tags(value: Any) -> Iterator[tuple[str, Any]]:
    """Every {key, value} pair and every member of every object, at any depth."""
    if isinstance(value, list):
        for item in value:
            yield from _tags(item)
    elif isinstance(value, dict):
        if isinstance(value.get("key"), str):
            yield value["key"], value.get("value")
        for key, item in value.items():
            yield key, item
            yield from _tags(item)


def _refused(field: str, value: Any, fix: str) -> Problem:
    return Problem(
        "AddressRefused",
        f"The {field} {str(value)[:SHOWN_CHARACTERS]!r} is not an address that tracking takes from a request.",
        fix,
    )
