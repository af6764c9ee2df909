"""Whose a thing of tracking is, as MLflow's database says."""

import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path

from atelier.problem import Problem
from atelier.tracking.gate.named_things import MOST_THINGS, Thing
from atelier.tracking.gate.refused import NOT_IN_WORKSPACE

OF_EXPERIMENT = "SELECT workspace FROM experiments JOIN {table} USING (experiment_id) WHERE {column} = ?"
WORKSPACE_OF = {
    "experiment": "SELECT workspace FROM experiments WHERE experiment_id = ?",
    "run": OF_EXPERIMENT.format(table="runs", column="run_uuid"),
    "logged model": OF_EXPERIMENT.format(table="logged_models", column="model_id"),
    "trace": OF_EXPERIMENT.format(table="trace_info", column="request_id"),
    "assessment": (
        "SELECT workspace FROM assessments JOIN trace_info ON trace_info.request_id = assessments.trace_id "
        "JOIN experiments ON experiments.experiment_id = trace_info.experiment_id WHERE assessment_id = ?"
    ),
    "dataset": "SELECT workspace FROM evaluation_datasets WHERE dataset_id = ?",
    "record": (
        "SELECT workspace FROM evaluation_dataset_records JOIN evaluation_datasets USING (dataset_id) "
        "WHERE dataset_record_id = ?"
    ),
}
WAIT_SECONDS = 30
# MLflow's own, which holds what was made without a workspace.
NOBODYS = "default"


class Ownership:
    """Reads MLflow's database by a connection for each thread: opening one takes longer than all questions."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._of_thread = threading.local()

    def check(self, workspace: str, things: Iterable[Thing]) -> None:
        """All things are the workspace's own, or do not exist; MLflow says so of those itself.

        Problems: `TrackingWorkspaceMissing`, `NotInWorkspace`, `TooManyIds`.
        """
        named = set(things)
        if len(named) > MOST_THINGS:
            raise Problem(
                "TooManyIds", f"The request names {len(named)} things.", f"Name at most {MOST_THINGS} at once."
            )
        known = self._ask("SELECT name FROM workspaces WHERE name = ?", workspace)
        if known is None or workspace == NOBODYS:
            raise _missing(workspace)
        for kind, thing_id in named:
            owner = self._ask(WORKSPACE_OF[kind], thing_id)
            if owner is not None and owner != workspace:
                raise not_in_workspace(workspace, kind, thing_id)

    def _ask(self, question: str, name: str) -> str | None:
        """All rows are taken, so that the question is over and holds no lock."""
        if not hasattr(self._of_thread, "connection"):
            address = f"{self._database.absolute().as_uri()}?mode=ro"
            self._of_thread.connection = sqlite3.connect(address, uri=True, timeout=WAIT_SECONDS)
        rows = self._of_thread.connection.execute(question, [name]).fetchall()
        return rows[0][0] if rows else None


def not_in_workspace(workspace: str, kind: str, thing_id: str) -> Problem:
    """The refusal of what another project has, in the words for what does not exist."""
    return Problem(
        NOT_IN_WORKSPACE,
        f"The workspace '{workspace}' has no {kind} {thing_id}.",
        'Choose one first, with mlflow.set_experiment("a name") or MLFLOW_EXPERIMENT_NAME.'
        if kind == "experiment"
        else "Name one that a search in this project lists.",
    )


def _missing(workspace: str) -> Problem:
    return Problem(
        "TrackingWorkspaceMissing",
        f"Tracking has no workspace '{workspace}'.",
        "Run `atelier up`, which creates one for every project.",
    )
