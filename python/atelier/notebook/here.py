"""A space of one machine: its doors are ports of its own loopback."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atelier.notebook.frames import frame_of
from atelier.notebook.ground import Store
from atelier.problem import Problem

if TYPE_CHECKING:
    import pandas as pd
    import requests


class Here:
    """The doors of a space; whoever asks through them is its person, so no call names one."""

    def __init__(self, api: str, project: str) -> None:
        self.api = api
        self.project = project

    def query(self, text: str) -> "pd.DataFrame":
        """Run SQL in the project's warehouse. Problems: those of the workspace."""
        columns: list[dict[str, str]] = []
        rows: list[list[Any]] = []
        for line in self._lines(f"/projects/{self.project}/sql", {"sql": text}):
            columns = line.get("columns", columns)
            rows += line.get("rows", ())
        return frame_of(columns, rows)

    def folder(self, store: Store) -> str:
        """A folder of the space."""
        return str(Path.home() if store == "own" else Path("/shared") / self.project)

    def _lines(self, path: str, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
        import requests

        with requests.post(f"{self.api}{path}", json=body, stream=True, timeout=(10, None)) as answer:
            if not answer.ok:
                raise _problem_of(answer)
            for line in answer.iter_lines():
                document = json.loads(line)
                if "problem" in document:
                    raise Problem.from_dict(document["problem"])
                yield document


def _problem_of(answer: "requests.Response") -> Problem:
    try:
        return Problem.from_dict(answer.json()["problem"])
    except (ValueError, KeyError):
        text = f"The workspace answered {answer.status_code}, and nothing that this version understands."
        return Problem("SpaceAnswerUnread", text, "Look whether the workspace is up: `atelier status`.", "machine")
