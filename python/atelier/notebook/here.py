"""A space of one machine: its doors are ports of its own loopback."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from atelier.notebook.ground import How, Store
from atelier.problem import Problem

if TYPE_CHECKING:
    import requests

# To connect; how long an answer takes is for whoever interrupts the cell to say.
PATIENCE = (30, None)


class Here:
    """The doors of a space; whoever asks through them is its person, so no call names one.

    Problems of each call: those of the workspace, as it tells them.
    """

    def __init__(self, api: str, endpoints: str, project: str) -> None:
        self.api = api
        self.endpoints = endpoints
        self.project = project

    def query(self, text: str) -> tuple[list[dict[str, str]], list[list[Any]]]:
        """Over the door to the warehouse."""
        columns: list[dict[str, str]] = []
        rows: list[list[Any]] = []
        for line in self._lines(f"/projects/{self.project}/sql", {"sql": text}):
            columns = line.get("columns", columns)
            rows += line.get("rows", ())
        return columns, rows

    def load(self, file: Path, table: str, how: How, keys: Sequence[str]) -> dict[str, int]:
        """In one request, as the file comes from the disk."""
        named = ",".join(keys) or "-"
        parts = "/".join(quote(part, safe="") for part in (table, how, named))
        headers = {"content-type": "application/vnd.apache.parquet"}
        with file.open("rb") as rows:
            path = f"{self.api}/projects/{self.project}/tables/{parts}"
            return _asked("PUT", path, data=rows, headers=headers).json()

    def run_flow(self, flow: str, tell: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
        """Leaving does not end it: it is the project's run, and goes on."""
        for line in self._lines(f"/projects/{self.project}/flows/{quote(flow, safe='')}/runs", {}):
            if "report" in line:
                return line["report"]
            tell(line)
        raise Problem("RunWithoutReport", f"The run of {flow} ended without a report.", "Look at `atelier status`.")

    def invoke(self, endpoint: str, rows: bytes) -> bytes:
        """Over the door to endpoints."""
        headers = {"content-type": "text/csv", "accept": "text/csv"}
        path = f"{self.endpoints}/endpoints/{quote(endpoint, safe='')}/invocations"
        return _asked("POST", path, data=rows, headers=headers).content

    def folder(self, store: Store) -> str:
        """A folder of the space."""
        return str(Path.home() if store == "own" else Path("/shared") / self.project)

    def has(self, address: str) -> bool:
        """Whether it is on the disk."""
        return Path(address).exists()

    def keep(self, file: Path, address: str) -> None:
        """Under its name only when it is all there."""
        place = Path(address)
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.{os.getpid()}")
        shutil.copyfile(file, draft)
        draft.replace(place)

    def tracking(self) -> str:
        """The door of the space that leads there."""
        return os.environ["MLFLOW_TRACKING_URI"]

    def _lines(self, path: str, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
        import requests

        with _asked("POST", f"{self.api}{path}", json=body, stream=True) as answer:
            try:
                for line in answer.iter_lines():
                    document = json.loads(line)
                    if "problem" in document:
                        raise Problem.from_dict(document["problem"])
                    yield document
            except (requests.RequestException, ValueError) as failure:
                raise _away(failure) from failure


def _asked(method: str, address: str, **asked: Any) -> "requests.Response":
    import requests

    try:
        return _accepted(requests.request(method, address, timeout=PATIENCE, **asked))
    except requests.RequestException as failure:
        raise _away(failure) from failure


def _away(failure: Exception) -> Problem:
    message = f"The workspace does not answer to its end: {type(failure).__name__}. It may be going down, or starting."
    return Problem(
        "SpaceDoorShut", message, "Look whether it is up with `atelier status`, then run the cell again.", "machine"
    )


def _accepted(answer: "requests.Response") -> "requests.Response":
    if answer.ok:
        return answer
    try:
        told = answer.json()
        # Of the workspace, of an endpoint, or the front door's own, which stock clients show.
        raise Problem.from_dict(told.get("problem") or {"code": told.get("error_code"), **told})
    except (ValueError, KeyError) as unread:
        text = f"The workspace answered {answer.status_code}, and nothing that this version understands."
        fix = "Look whether the workspace is up: `atelier status`."
        raise Problem("SpaceAnswerUnread", text, fix, "machine") from unread
