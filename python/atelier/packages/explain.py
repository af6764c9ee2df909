"""Why a package may be installed, or may not."""

from dataclasses import dataclass
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from simple_repository.model import File
from simple_repository.packaging import safe_version

from atelier.packages.own_wheels import OwnWheels
from atelier.packages.refusal import Refusal
from atelier.packages.resolved import Resolved
from atelier.packages.rules import Rules, is_wheel

MOST_REFUSED_SHOWN = 5


@dataclass(frozen=True)
class Explained:
    """Answers for people; JSON."""

    rules: Rules
    own: OwnWheels
    resolved: Resolved

    def all(self) -> dict[str, Any]:
        """The lines of the file with what each brings, and the team's own."""
        return {
            "allow": "all" if self.rules.allow is None else [self._line(line) for line in self.resolved.lines],
            "own": sorted(self.own.wheels()),
            "quarantineDays": self.rules.quarantine.days,
            "sources": sorted(self.rules.sources),
        }

    def why(self, name: str, files: list[tuple[File, Refusal | None]], refusal: Refusal | None) -> dict[str, Any]:
        """`verdict`: allowed, refused, or not known yet, while uv is at work; `because`, and the versions there are."""
        good = [file for file, one in files if one is None]
        reasons = [one for _, one in files if one is not None]
        shown = _newest_refused(name, files)
        last = refusal or (None if good else reasons[-1] if reasons else None)
        if refusal is not None and refusal.code == "PackageNotAllowed" and not self.resolved.is_known():
            return {"name": name, "verdict": "not known yet", "because": "What allowed packages need is being found."}
        return {
            "name": name,
            "verdict": "allowed" if last is None else "refused",
            "because": self._because(name) if last is None else last.message,
            **({} if last is None else {"code": last.code, "fix": last.fix}),
            "newest": _newest(name, good),
            "refused": shown,
        }

    def _because(self, name: str) -> str:
        if name in self.own.wheels():
            return "It is one of the team's own, which come before everybody's."
        if self.rules.allow is None:
            return "packages.allow is all."
        if name in self.rules.allow:
            return f"packages.allow has {name}{self.rules.range_of(name)}."
        chains = [one.chain_to(name) for one in self.resolved.found.values()]
        chain = next((chain for chain in chains if chain), [name])
        return f"It is needed: {' needs '.join(chain)}."

    def _line(self, line: str) -> dict[str, Any]:
        found = self.resolved.found.get(line)
        if found is None:
            return {"line": line, "brings": [], "failed": None, "isKnown": False}
        root = canonicalize_name(Requirement(line).name)
        brings = [
            {"name": name, "version": version, "chain": found.chain_to(name)}
            for name, version in sorted(found.versions.items(), key=lambda pair: (pair[0] != root, pair[0]))
        ]
        return {"line": line, "brings": brings, "failed": found.failed, "isKnown": True}


def _newest_refused(name: str, files: list[tuple[File, Refusal | None]]) -> list[dict[str, Any]]:
    """Versions newer than what is installed, by none of whose files they can be, each with one reason."""
    good = {_version(name, file) for file, one in files if one is None}
    newest = max(good, default=Version("0"))
    refused: dict[Version, dict[str, Any]] = {}
    for file, one in files:
        version = _version(name, file)
        if one is not None and version > newest and (version not in refused or is_wheel(file.filename)):
            refused[version] = {"file": file.filename, **one.as_dict()}
    return [refused[version] for version in sorted(refused, reverse=True)[:MOST_REFUSED_SHOWN]]


def _version(name: str, file: File) -> Version:
    found = safe_version(file.filename, name)
    return found if isinstance(found, Version) else Version("0")


def _newest(name: str, files: list[File]) -> str | None:
    versions = [_version(name, file) for file in files]
    return str(max(versions)) if versions else None
