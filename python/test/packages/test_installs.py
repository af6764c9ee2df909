"""What the real pip and the real uv get from the index, and what they print of a refusal."""

from datetime import timedelta
from pathlib import Path

import pytest
from built_packages import source_archive, wheel
from shelf import Shelf, StartIndex
from upstream_index import UpstreamIndex

PROGRAMS = ["pip", "uv"]


def install(shelf: Shelf, program: str, *names: str):
    return (shelf.pip if program == "pip" else shelf.uv)(*names)


@pytest.fixture
def shelf(upstream: UpstreamIndex, start: StartIndex, tmp_path: Path) -> Shelf:
    for version in ("0.9", "1.0", "2.0", "3.0"):
        upstream.add(wheel("alpha", version, ["gamma"]))
    upstream.add(wheel("gamma", "1.0", ["delta"]))
    upstream.add(wheel("delta", "1.0"))
    upstream.add(wheel("beta", "1.0"))
    upstream.add(wheel("beta", "2.0"), age=timedelta(days=1))
    upstream.add(wheel("secret-tool", "1.0"))
    upstream.add(source_archive("sourced", "1.0", str(tmp_path / "ran")))
    shelf = start(upstream.url, quarantineDays=7)
    shelf.until_known()
    return shelf


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_allowed_package_comes_in_its_range_with_what_it_needs(shelf: Shelf, program: str):
    done = install(shelf, program, "alpha")
    assert done.ok, done.said
    names = sorted(path.name for path in (shelf.target / program).glob("*.dist-info"))
    assert names == ["alpha-2.0.dist-info", "delta-1.0.dist-info", "gamma-1.0.dist-info"]


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("secret-tool", "not.in.packages.allow"),
        ("secret-tool>=1", "not.in.packages.allow"),
        ("beta==2.0", "403"),
        ("alpha==3.0", "403"),
        ("sourced", "source.archive.refused"),
    ],
)
def test_a_refused_one_does_not_come_and_the_program_prints_why(shelf: Shelf, program: str, asked: str, words: str):
    done = install(shelf, program, asked)
    assert not done.ok
    assert words in done.said, done.said


@pytest.mark.parametrize("program", PROGRAMS)
def test_of_a_package_with_a_new_release_the_one_before_comes(shelf: Shelf, program: str):
    done = install(shelf, program, "beta")
    assert done.ok, done.said
    assert (shelf.target / program / "beta-1.0.dist-info").is_dir()
