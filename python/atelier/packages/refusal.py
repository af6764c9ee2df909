"""Why a package or one of its files is not given."""

import re
from dataclasses import dataclass
from typing import Any


@dataclass(eq=False)
class Refusal(Exception):
    """`short`: a few words, shown where pip and uv print what an index says; `fix`: one thing to do."""

    code: str
    short: str
    message: str
    fix: str
    status: int = 403

    def as_dict(self) -> dict[str, Any]:
        """In the shape of a problem."""
        whose = "yours" if self.status < 500 else "machine"
        return {"code": self.code, "message": self.message, "fix": self.fix, "whose": whose}

    def as_version(self) -> str:
        """A version that says it: pip and uv name versions, and drop every other word of an index."""
        return "0+" + re.sub(r"[^a-z0-9]+", ".", self.short.lower()).strip(".")


def not_allowed(name: str) -> Refusal:
    """No line of the file lets the package in, nor does another package need it."""
    return Refusal(
        "PackageNotAllowed",
        "not in packages.allow",
        f"{name} is not among the packages that `packages.allow` lets in, nor among what those need.",
        f'Add "{name}" to packages.allow in the file of the workspace, and run "atelier up".',
    )


def unknown_name(name: str) -> Refusal:
    """Another spelling than Python's names have."""
    return Refusal(
        "PackageNameMalformed",
        "no name of a package",
        f"{name[:80]!r} is no name of a package; accepted are letters, digits, '.', '-' and '_' of ASCII.",
        "Write the name as the index has it.",
        404,
    )


def not_there(name: str) -> Refusal:
    """Allowed, and the upstream has none of that name."""
    message = f"The index that the machine is set up with has no package {name}."
    return Refusal("PackageUnknown", "not in the index", message, "Look the name up; it may be spelled otherwise.", 404)


def upstream_silent(name: str) -> Refusal:
    """Nothing was kept either."""
    return Refusal(
        "PackageIndexAway",
        "the index does not answer",
        f"The index that the machine is set up with does not answer for {name}, and nothing of it was kept before.",
        "Try again in a minute; what was installed here before is installed without it.",
        503,
    )
