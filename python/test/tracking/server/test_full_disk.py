"""A server without a place to write says so, and it is the machine's."""

import contextlib
import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from project_things import API, FILES

from atelier.problem import Problem
from atelier.tracking.connect import connected
from atelier.tracking.log_training import log_training

DISK_BYTES = 6 * 1024**2


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A file system of some megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES},mode=0700", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:  # noqa: S603 - as root, ours
        pytest.skip("a small file system can be mounted by root alone")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607 - the one mounted above


def test_a_full_disk_is_told_as_such_to_clients_and_to_steps(start_tracking, small_disk, trained, outcome):
    server = start_tracking(small_disk / "state")
    tracking = server.tracking("full")
    with server.client("full") as client:
        experiment = client.post(f"{API}/experiments/create", json={"name": "before"}).json()["experiment_id"]
        answer = client.put(f"{FILES}/{experiment}/large.bin", content=bytes(DISK_BYTES))
        assert_full(answer)
        assert client.get(FILES, params={"path": experiment}).json() == {}, "a cut off file was left behind"
        with filled(small_disk):
            assert_full(client.put(f"{FILES}/{experiment}/small.bin", content=bytes(65536)))
            assert_full(client.post(f"{API}/experiments/create", json={"name": "no room", "tags": TAGS}))
            with pytest.raises(Problem) as caught:
                log_training(tracking, "run-1", trained.flow, outcome, trained.folder, [])
            assert (caught.value.code, caught.value.whose) == ("DiskFull", "machine")
        assert client.post(f"{API}/experiments/create", json={"name": "after"}).status_code == 200
    with connected(tracking):
        assert log_training(tracking, "run-1", trained.flow, outcome, trained.folder, [])["runId"]


# Larger than what is left of a page of the database.
TAGS = [{"key": f"note-{number}", "value": "x" * 4000} for number in range(20)]


def assert_full(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.json()["code"]) == (507, "DiskFull"), answer.text


@contextlib.contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Take all that is left of a file system, and give it back."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(4096))
        except OSError as failure:
            assert failure.errno == errno.ENOSPC
    try:
        yield
    finally:
        filler.unlink()
