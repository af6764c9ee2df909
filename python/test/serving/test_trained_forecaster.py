"""A model folder is answered from only as it was trained."""

import shutil

import pytest
from bound_socket import bound_socket

from atelier.digest import digest_of_folder
from atelier.problem import Problem
from atelier.report import Report
from atelier.serving.batch import run as batch
from atelier.serving.trained_forecaster import trained_forecaster


def first_file(folder):
    return next(path for path in sorted(folder.rglob("*")) if path.is_file())


def changed_byte(folder):
    path = first_file(folder)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def appended(folder):
    with first_file(folder).open("ab") as stream:
        stream.write(b"\n")


def one_more_file(folder):
    (folder / "more.json").write_text("{}")


def renamed(folder):
    path = first_file(folder)
    path.rename(path.with_name(f"x{path.name}"))


def removed(folder):
    first_file(folder).unlink()


def emptied(folder):
    first_file(folder).write_bytes(b"")


def replaced_by_a_link(folder):
    path = first_file(folder)
    other = folder.parent / "other"
    other.write_text("{}")
    path.unlink()
    path.symlink_to(other)


SWAPS = [changed_byte, appended, one_more_file, renamed, removed, emptied, replaced_by_a_link]


@pytest.fixture
def folder(trained, tmp_path):
    return shutil.copytree(trained.folder, tmp_path / "model")


def test_what_was_trained_is_loaded(folder):
    assert trained_forecaster(folder, digest_of_folder(folder)).spec.horizon > 0


@pytest.mark.parametrize("swap", SWAPS)
def test_a_folder_that_was_changed_since_is_not_loaded(folder, swap):
    digest = digest_of_folder(folder)
    swap(folder)
    with pytest.raises(Problem) as caught:
        trained_forecaster(folder, digest)
    assert caught.value.code == "ModelDamaged"


@pytest.mark.parametrize("swap", SWAPS)
def test_no_forecast_is_written_from_a_changed_folder(trained, folder, tmp_path, swap):
    digest, out = digest_of_folder(folder), tmp_path / "forecast.parquet"
    swap(folder)
    task = {"model": str(folder), "digest": digest, "data": str(trained.data), "out": str(out), "flow": trained.flow}
    with pytest.raises(Problem):
        batch(task, Report(None))
    assert not out.exists()


@pytest.mark.parametrize("swap", [changed_byte, one_more_file])
def test_a_server_does_not_begin_from_a_changed_folder(start_worker, folder, tmp_path, swap):
    digest = digest_of_folder(folder)
    swap(folder)
    with bound_socket(tmp_path / "endpoint.sock") as sock:
        task = {"step": "serve", "model": str(folder), "digest": digest, "descriptor": sock.fileno()}
        worker = start_worker(task, [sock.fileno()])
        assert worker.next()["problem"]["code"] == "ModelDamaged"
