"""What may be installed, by the file of the workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import InvalidName, canonicalize_name
from packaging.version import InvalidVersion
from simple_repository.model import File
from simple_repository.packaging import extract_package_version, safe_version

from atelier.packages.refusal import Refusal, unknown_name


@dataclass(frozen=True)
class Rules:
    """`allow`: versions by name, `None` is every package; `sources`: names whose source archives may be built."""

    allow: Mapping[str, SpecifierSet] | None
    quarantine: timedelta
    sources: frozenset[str]

    def range_of(self, name: str) -> SpecifierSet:
        """Versions of a package that a line of the file lets in; without a line, all."""
        return (self.allow or {}).get(name, SpecifierSet())


def rules_of(task: Mapping[str, Any]) -> Rules:
    """Of the fields `allow` ("all", or requirements), `quarantineDays` and `sources`."""
    allow = None if task["allow"] == "all" else dict(map(_named, task["allow"]))
    return Rules(allow, timedelta(days=task["quarantineDays"]), frozenset(task["sources"]))


def _named(line: str) -> tuple[str, SpecifierSet]:
    requirement = Requirement(line)
    return canonicalize_name(requirement.name), requirement.specifier


def canonical(name: str) -> str:
    """The form in which indexes compare names. Raises the refusal of a name that is none."""
    try:
        return canonicalize_name(name, validate=True) if name.isascii() else _no_name(name)
    except InvalidName:
        return _no_name(name)


def _no_name(name: str) -> str:
    raise unknown_name(name)


def is_wheel(filename: str) -> bool:
    """Whether a file is installed as it is; of any other code of its own runs at the build."""
    return filename.endswith(".whl")


def judge(rules: Rules, name: str, file: File, now: datetime) -> Refusal | None:
    """Why a file of the upstream is refused; None: it may be installed."""
    return _source(rules, name, file) or _version(rules, name, file) or _age(rules, name, file, now)


def _source(rules: Rules, name: str, file: File) -> Refusal | None:
    if is_wheel(file.filename) or name in rules.sources:
        return None
    return Refusal(
        "PackageIsSource",
        "source archive refused",
        f"{file.filename} is a source archive, whose own code would run at its build.",
        f'Take a version that has a wheel, or add "{name}" to packages.sources in the file, and run "atelier up".',
    )


def _version(rules: Rules, name: str, file: File) -> Refusal | None:
    try:
        extract_package_version(file.filename, name)
        version = safe_version(file.filename, name)
    except (ValueError, InvalidVersion):
        message = f"{file.filename} has a name from which its version cannot be read."
        return Refusal("PackageFileMalformed", "malformed file name", message, "Take another version.")
    allowed = rules.range_of(name)
    if allowed.contains(version, prereleases=True):
        return None
    return Refusal(
        "PackageVersionNotAllowed",
        f"outside {allowed}",
        f"{name} {version} is outside of the versions that `packages.allow` lets in: {name}{allowed}.",
        f'Ask for {name}{allowed}, or change that line of packages.allow and run "atelier up".',
    )


def _age(rules: Rules, name: str, file: File, now: datetime) -> Refusal | None:
    if rules.quarantine <= timedelta(0):
        return None
    days = rules.quarantine.days
    if file.upload_time is None:
        return Refusal(
            "PackageAgeUnknown",
            "age unknown",
            f"The index does not say when {file.filename} was uploaded, and {days} days have to be over.",
            'Set packages.quarantineDays to 0, or use an index that says it (PEP 700), and run "atelier up".',
        )
    until = file.upload_time.replace(tzinfo=file.upload_time.tzinfo or UTC) + rules.quarantine
    if until <= now:
        return None
    return Refusal(
        "PackageInQuarantine",
        f"in quarantine until {until:%Y-%m-%d}",
        f"{file.filename} is younger than {days} days, and in quarantine until {until:%Y-%m-%d %H:%M} UTC.",
        f"Take an older version of {name}, or wait until then.",
    )
