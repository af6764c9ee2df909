"""The team's own packages, from a folder of wheels."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from simple_repository import errors
from simple_repository.components.core import SimpleRepository
from simple_repository.model import File, Meta, ProjectDetail, ProjectList, ProjectListElement, RequestContext

from atelier.packages.memory import Memory


class OwnWheels(SimpleRepository):
    """Read anew for each request. A name that was once there is the team's for good; the upstream never gets it."""

    def __init__(self, folder: Path | None, memory: Memory) -> None:
        self._folder, self._memory = folder, memory
        self._digests: dict[tuple[str, int, int], str] = {}

    def wheels(self) -> dict[str, list[Path]]:
        """Files by the name of their package."""
        found: dict[str, list[Path]] = {}
        for path in sorted(self._folder.iterdir()) if self._folder else []:
            try:
                name = canonicalize_name(parse_wheel_filename(path.name)[0])
            except InvalidWheelFilename:
                continue
            if path.is_file():
                found.setdefault(name, []).append(path)
        for name in found:
            self._memory.keep_own(name)
        return found

    def path_of(self, name: str, filename: str) -> Path | None:
        """Where one of them lies."""
        return next((path for path in self.wheels().get(name, []) if path.name == filename), None)

    async def get_project_page(
        self, project_name: str, *, request_context: RequestContext | None = None
    ) -> ProjectDetail:
        """All wheels of one name."""
        paths = self.wheels().get(project_name)
        if paths is None and not self._memory.was_own(project_name):
            raise errors.PackageNotFoundError(project_name)
        return ProjectDetail(Meta("1.1"), project_name, tuple(map(self._file, paths or [])))

    async def get_project_list(self, *, request_context: RequestContext | None = None) -> ProjectList:
        """Their names."""
        return ProjectList(Meta("1.1"), frozenset(map(ProjectListElement, self.wheels())))

    def _file(self, path: Path) -> File:
        status = path.stat()
        known = (path.name, status.st_size, status.st_mtime_ns)
        if known not in self._digests:
            with path.open("rb") as file:
                self._digests[known] = hashlib.file_digest(file, "sha256").hexdigest()
        uploaded = datetime.fromtimestamp(status.st_mtime, UTC)
        return File(path.name, path.name, {"sha256": self._digests[known]}, size=status.st_size, upload_time=uploaded)
