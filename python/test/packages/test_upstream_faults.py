"""An upstream that hangs, changes, lies or leads elsewhere: nothing is kept of it, and each refusal says why."""

import hashlib
import io
import json
import threading
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from built_packages import source_archive, wheel
from shelf import StartIndex
from starlette.responses import RedirectResponse, Response
from upstream_index import UpstreamIndex

pytestmark = pytest.mark.walls


def code_of(answer: tuple[int, bytes]) -> tuple[int, str]:
    status, body = answer
    return status, json.loads(body)["code"]


def test_a_name_of_the_team_is_never_taken_from_the_upstream(
    upstream: UpstreamIndex, start: StartIndex, tmp_path: Path
):
    own = tmp_path / "own"
    own.mkdir()
    name, content = wheel("team-tool", "1.0", text="ours")
    (own / name).write_bytes(content)
    upstream.add(wheel("team-tool", "99.0", text="theirs"))
    shelf = start(upstream.url, own=own, allow="all")
    for done in (shelf.pip("Team_Tool"), shelf.uv("team.tool")):
        assert done.ok, done.said
    assert "ours" in (shelf.target / "pip/team_tool.py").read_text()
    (own / name).unlink()
    again = shelf.pip("team-tool", target="again")
    assert not again.ok
    assert not any("team-tool" in path for path in upstream.asked)


def test_without_the_rule_for_own_names_the_higher_version_comes(upstream: UpstreamIndex, start: StartIndex):
    upstream.add(wheel("team-tool", "99.0", text="theirs"))
    shelf = start(upstream.url, allow="all")
    assert shelf.pip("team-tool").ok
    assert "theirs" in (shelf.target / "pip/team_tool.py").read_text()


def test_a_file_that_was_changed_is_refused_with_both_digests(upstream: UpstreamIndex, start: StartIndex):
    first, second = wheel("beta", "1.0"), wheel("beta", "1.0", text="changed")
    upstream.add(first)
    shelf = start(upstream.url)
    assert shelf.pip("beta").ok
    upstream.add(second)
    (shelf.folder / "pages/beta.json").unlink()
    status, body = shelf.get(f"/packages/files/beta/{first[0]}")
    assert (status, json.loads(body)["code"]) == (403, "PackageFileChanged")
    for content in (first[1], second[1]):
        assert hashlib.sha256(content).hexdigest() in json.loads(body)["message"]
    for done in (shelf.pip("beta", target="x"), shelf.uv("beta", target="y")):
        assert not done.ok
        assert "another.file.than.before" in done.said


def test_a_file_that_is_not_what_its_page_says_is_not_kept(upstream: UpstreamIndex, start: StartIndex):
    upstream.add(wheel("beta", "1.0"), hashes={"sha256": "0" * 64})
    shelf = start(upstream.url)
    assert code_of(shelf.get("/packages/files/beta/beta-1.0-py3-none-any.whl")) == (403, "PackageFileChanged")
    assert not list((shelf.folder / "files").rglob("*.whl"))
    assert not list((shelf.folder / "aside").iterdir())


@pytest.mark.parametrize(
    "content",
    [
        b"no wheel",
        b"",
        wheel("beta", "1.0", says=("gamma", "1.0"))[1],
        wheel("beta", "1.0", says=("beta", "2.0"))[1],
        wheel("beta", "1.0")[1][:-30],
    ],
)
def test_a_broken_wheel_is_not_kept(upstream: UpstreamIndex, start: StartIndex, content: bytes):
    upstream.add(("beta-1.0-py3-none-any.whl", content))
    shelf = start(upstream.url)
    assert code_of(shelf.get("/packages/files/beta/beta-1.0-py3-none-any.whl")) == (403, "PackageFileBroken")
    assert not list((shelf.folder / "files").rglob("*.whl"))


def test_metadata_that_unpacks_to_gigabytes_is_not_read(upstream: UpstreamIndex, start: StartIndex):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("beta-1.0.dist-info/METADATA", b"Name: beta\nVersion: 1.0\n" + b" " * (64 * 1024**2))
    upstream.add(("beta-1.0-py3-none-any.whl", out.getvalue()))
    shelf = start(upstream.url)
    assert code_of(shelf.get("/packages/files/beta/beta-1.0-py3-none-any.whl")) == (403, "PackageFileBroken")


def test_an_upstream_that_hangs_keeps_nobody_waiting_for_what_is_kept(upstream: UpstreamIndex, start: StartIndex):
    upstream.add(wheel("beta", "1.0"))
    upstream.add(wheel("odd", "1.0"))
    shelf = start(upstream.url)
    assert shelf.pip("beta").ok
    shelf.until_known()
    (shelf.folder / "pages/odd.json").unlink()
    upstream.hangs = True
    waiting: list[tuple[int, bytes]] = []
    asker = threading.Thread(target=lambda: waiting.append(shelf.get("/packages/simple/odd/")))
    asker.start()
    done = shelf.pip("beta", target="kept")
    assert done.ok, done.said
    asker.join()
    assert b"odd-0+the.index.does.not.answer" in waiting[0][1]


def test_without_the_upstream_what_was_installed_once_is_installed_again(
    upstream: UpstreamIndex, start: StartIndex, tmp_path: Path
):
    upstream.add(wheel("alpha", "1.0", ["gamma"]))
    upstream.add(wheel("gamma", "1.0"))
    shelf = start(upstream.url)
    shelf.until_known()
    assert shelf.pip("alpha").ok
    upstream.close()
    for page in (shelf.folder / "pages").iterdir():
        page.touch()
    later = start(upstream.url, folder=shelf.folder)
    for done in (later.pip("alpha", target="a"), later.uv("alpha", target="b")):
        assert done.ok, done.said


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "http://169.254.169.254/latest/meta-data/", "ftp://127.0.0.1/"]
)
def test_a_redirect_elsewhere_brings_nothing(upstream: UpstreamIndex, start: StartIndex, place: str):
    upstream.add(wheel("beta", "1.0"))
    shelf = start(upstream.url, allow="all")
    assert shelf.get("/packages/simple/beta/")[0] == 200
    upstream.instead = lambda _: RedirectResponse(place)
    status, body = shelf.get("/packages/files/beta/beta-1.0-py3-none-any.whl")
    assert (status, json.loads(body)["code"]) == (503, "PackageFileLost")
    assert b"root:" not in body
    assert place.encode() not in body


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: Response(b"\xff\xfe", media_type="text/html"),
        lambda _: Response(b"{", media_type="application/vnd.pypi.simple.v1+json"),
        lambda _: Response(b"[]", media_type="application/vnd.pypi.simple.v1+json"),
        lambda _: Response(b'{"files": [{}]}', media_type="application/vnd.pypi.simple.v1+json"),
        lambda _: Response(b"[" * 200_000, media_type="application/vnd.pypi.simple.v1+json"),
        lambda _: Response(b"x", headers={"content-encoding": "gzip"}),
        lambda _: Response(b"", 500),
        lambda _: Response(b"", 401),
    ],
)
def test_an_odd_page_is_as_none(upstream: UpstreamIndex, start: StartIndex, answer):
    upstream.instead = answer
    shelf = start(upstream.url)
    status, body = shelf.get("/packages/simple/beta/")
    assert status == 200
    assert b"beta-0+the.index.does.not.answer" in body


def test_names_of_files_that_are_paths_are_left_out(upstream: UpstreamIndex, start: StartIndex):
    page = {
        "meta": {"api-version": "1.0"},
        "name": "beta",
        "files": [
            {"filename": name, "url": "x", "hashes": {}}
            for name in (
                "../../memory.sqlite",
                "/etc/passwd",
                "a/b-1.0.whl",
                "b\u00e4-1.0.whl",
                '"><script>-1.0.whl',
                ".hidden",
            )
        ],
    }
    upstream.instead = lambda _: Response(json.dumps(page), media_type="application/vnd.pypi.simple.v1+json")
    shelf = start(upstream.url)
    _, body = shelf.get("/packages/simple/beta/")
    assert json.loads(body)["files"] == []


@pytest.mark.parametrize("days", [0, 7])
def test_files_of_unknown_age_are_refused_while_there_is_a_quarantine(
    upstream: UpstreamIndex, start: StartIndex, days: int
):
    upstream.add(wheel("beta", "1.0"), age=None)
    done = start(upstream.url, quarantineDays=days).pip("beta")
    assert done.ok == (days == 0), done.said
    assert ("age.unknown" in done.said) == (days != 0)


def test_a_source_archive_runs_no_code_unless_the_file_lets_it(
    upstream: UpstreamIndex, start: StartIndex, tmp_path: Path
):
    mark = tmp_path / "ran"
    upstream.add(source_archive("sourced", "1.0", str(mark)))
    shelf = start(upstream.url)
    assert not shelf.pip("sourced==1.0").ok
    assert not mark.exists()
    other = start(upstream.url, sources=["sourced"])
    done = other.pip("sourced==1.0", target="built")
    assert done.ok, done.said
    assert mark.exists()


def test_a_package_that_is_called_as_a_part_of_an_address_is_a_package(upstream: UpstreamIndex, start: StartIndex):
    upstream.add(wheel("simple", "1.0"))
    shelf = start(upstream.url, allow=["simple"])
    for done in (shelf.pip("simple"), shelf.uv("simple")):
        assert done.ok, done.said


@pytest.mark.parametrize(
    "path",
    [
        "/packages/simple/../../etc/passwd",
        "/packages/files/beta/../../memory.sqlite",
        "/packages/files/beta/..%2f..%2fmemory.sqlite",
        "/packages/files/beta/%2e%2e",
        "/packages/files/..%2f/memory.sqlite",
        "/packages/simple/b%C3%A9ta/",
        "/packages/simple/%00/",
        "/packages/why/..%2fx",
        "/packages/files/beta/beta-0+x-py3-none-any.whl.metadata",
    ],
)
def test_odd_paths_give_nothing(upstream: UpstreamIndex, start: StartIndex, path: str):
    upstream.add(wheel("beta", "1.0"))
    status, body = start(upstream.url).get(path)
    assert status in (400, 403, 404), body
    assert b"SQLite" not in body


def test_twenty_installs_at_once_all_succeed_and_fetch_each_file_once(upstream: UpstreamIndex, start: StartIndex):
    upstream.add(wheel("alpha", "1.0", ["gamma"]))
    upstream.add(wheel("gamma", "1.0"), age=timedelta(days=30))
    shelf = start(upstream.url)
    shelf.until_known()
    done = []
    threads = [
        threading.Thread(target=lambda number=number: done.append(shelf.uv("alpha", target=str(number))))
        for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.said for one in done if not one.ok] == []
    files = [path for path in upstream.asked if path.startswith("/files/")]
    assert len(files) == len(set(files))
