"""MLflow's server as an application in this process."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from starlette.types import ASGIApp

from atelier.problem import Problem

DATABASE = "mlflow.sqlite"
ARTIFACTS = "artifacts"
# For uploads on their way and MLflow's locks, whose names anybody could guess in a folder for all.
DRAFTS = "drafts"
ARTIFACT_ROOT = "mlflow-artifacts:/"


def mlflow_app(folder: Path) -> ASGIApp:
    """MLflow with workspaces on SQLite in the folder, its database open and brought up to date.

    Nothing else is written to, and no artifact outside a request's workspace is opened.
    Problems: `TrackingFolderUnusable`, `TrackingDatabaseUnusable`.
    """
    database = folder / DATABASE
    _check_folder(folder)
    _check_database(database)
    store = f"sqlite:///{database}"
    for name in [name for name in os.environ if name.startswith(("MLFLOW_", "_MLFLOW_"))]:
        del os.environ[name]
    os.environ.update(_environment(store, folder))
    from mlflow.exceptions import MlflowException
    from mlflow.server.fastapi_app import app
    from mlflow.server.handlers import initialize_backend_stores
    from sqlalchemy.exc import SQLAlchemyError

    from atelier.tracking.server.own_artifacts import keep_to_own_artifacts

    try:
        initialize_backend_stores(store, store, ARTIFACT_ROOT)
    except (MlflowException, SQLAlchemyError) as failure:
        raise _unusable(database, str(failure)) from failure
    keep_to_own_artifacts(folder / ARTIFACTS)
    return app


def _environment(store: str, folder: Path) -> dict[str, str]:
    """Variables that `mlflow server --enable-workspaces --serve-artifacts` would hand its server, with all else off."""
    return {
        "_MLFLOW_SERVER_FILE_STORE": store,
        "_MLFLOW_SERVER_REGISTRY_STORE": store,
        "_MLFLOW_SERVER_ARTIFACT_ROOT": ARTIFACT_ROOT,
        "_MLFLOW_SERVER_ARTIFACT_DESTINATION": str(folder / ARTIFACTS),
        "_MLFLOW_SERVER_SERVE_ARTIFACTS": "true",
        "MLFLOW_ENABLE_WORKSPACES": "true",
        "MLFLOW_ENABLE_AI_GATEWAY": "false",
        "MLFLOW_ENABLE_REMOTE_ASSISTANT": "false",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        # Its own handlers know no margin.
        "MLFLOW_CONFIGURE_LOGGING": "false",
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "DO_NOT_TRACK": "true",
        "TMPDIR": str(folder / DRAFTS),
    }


def _check_folder(folder: Path) -> None:
    try:
        shutil.rmtree(folder / DRAFTS, ignore_errors=True)
        for name in (ARTIFACTS, DRAFTS):
            (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as failure:
        raise _folder_problem(folder, failure.strerror or str(failure)) from failure
    if not all(os.access(place, os.W_OK | os.X_OK) for place in (folder, folder / ARTIFACTS)):
        raise _folder_problem(folder, "it may not be written to")


def _check_database(database: Path) -> None:
    """Before MLflow does, which would try a damaged one again for minutes."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA schema_version").fetchone()
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
    except sqlite3.Error as failure:
        raise _unusable(database, str(failure)) from failure


def _folder_problem(folder: Path, why: str) -> Problem:
    return Problem(
        "TrackingFolderUnusable",
        f"Tracking cannot keep its files in {folder}: {why}.",
        "Make the folder yours and writable, then run `atelier up`.",
        whose="machine",
    )


def _unusable(database: Path, why: str) -> Problem:
    return Problem(
        "TrackingDatabaseUnusable",
        f"Tracking cannot use its database {database}: {why}.",
        "Restore the file from a backup, or move it away to begin anew; then run `atelier up`.",
        whose="machine",
    )
