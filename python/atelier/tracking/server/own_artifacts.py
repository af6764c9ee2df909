"""The only files that MLflow's server opens: those of the workspace whose request it answers."""

from pathlib import Path
from typing import Any

from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import PERMISSION_DENIED
from mlflow.store.artifact import artifact_repository_registry
from mlflow.store.artifact.local_artifact_repo import LocalArtifactRepository
from mlflow.utils.workspace_context import get_request_workspace


def keep_to_own_artifacts(root: Path) -> None:
    """From now on this process opens artifacts below `root`/workspaces/<workspace> alone, whatever rows say."""
    registry = artifact_repository_registry._artifact_repository_registry
    for scheme in registry.get_registered_artifact_repositories():
        registry.register(scheme, _refused)
    for scheme in ("", "file"):
        registry.register(scheme, own_artifacts(root.resolve()))


def own_artifacts(root: Path) -> type[LocalArtifactRepository]:
    """A repository of files that asks before each use whose the path is."""

    class OwnArtifacts(LocalArtifactRepository):
        def get_local_path(self, artifact_path: str) -> str:
            return super().get_local_path(self._own(artifact_path))

        def list_artifacts(self, path: str | None = None) -> list[Any]:
            return super().list_artifacts(self._own(path))

        def delete_artifacts(self, artifact_path: str | None = None) -> None:
            raise _denied(artifact_path or self.artifact_dir)

        def download_trace_data(self) -> dict[str, Any]:
            self._own("traces.json")
            return super().download_trace_data()

        def _get_or_create_artifact_dir(self, artifact_path: str | None = None) -> str:
            return super()._get_or_create_artifact_dir(self._own(artifact_path))

        def _download_file(self, remote_file_path: str, local_path: str) -> None:
            super()._download_file(self._own(remote_file_path), local_path)

        def _own(self, path: str | None) -> str | None:
            """The path as it was given, if neither dots nor links lead it out of the workspace's folder."""
            workspace = get_request_workspace()
            target = Path(self.artifact_dir, path or "")
            if not workspace or not target.resolve().is_relative_to(root / "workspaces" / workspace):
                raise _denied(str(path))
            return path

    return OwnArtifacts


def _refused(artifact_uri: str, **_uris: str | None) -> LocalArtifactRepository:
    raise _denied(artifact_uri)


def _denied(place: str) -> MlflowException:
    return MlflowException(f"'{place}' does not lie in the project's own folder of artifacts.", PERMISSION_DENIED)
