"""From a logged model to a version, and from a version to a folder that can be served."""

from pathlib import Path

import pytest

from atelier.digest import digest_of_folder
from atelier.forecasting.forecaster import Forecaster
from atelier.problem import Problem
from atelier.report import Report
from atelier.tracking.connect import connected
from atelier.tracking.fetch import run as fetch
from atelier.tracking.log_training import log_training
from atelier.tracking.register import run as register


@pytest.fixture(scope="module")
def logged(server, trained, outcome):
    """One training in a workspace of its own; each test registers it under a name of its own."""
    tracking = server.tracking("registry")
    return {"tracking": tracking, **log_training(tracking, "run-1", trained.flow, outcome, trained.folder, [])}


@pytest.fixture
def task(logged, trained, request):
    name = request.node.name.removeprefix("test_").replace("_", "-")
    digests = {"digest": None, "forecaster": digest_of_folder(trained.folder)}
    return {"step": "register", "execution": "run-1", "model": name, **digests, **logged}


@pytest.fixture
def fetch_task(task, tmp_path):
    version = register(task, Report(None))["version"]
    folder = str(tmp_path / "models" / "sales-1")
    asked = {"model": task["model"], "version": version, "digest": None, "folder": folder}
    return {"step": "fetch", "tracking": task["tracking"], **asked}


def test_an_execution_registers_one_version_however_often_it_asks(task):
    name = task["model"]
    assert register(task, Report(None)) == {"name": name, "version": 1}
    assert register(task, Report(None)) == {"name": name, "version": 1}
    assert register({**task, "execution": "run-2"}, Report(None)) == {"name": name, "version": 2}
    with connected(task["tracking"]) as client:
        version = client.get_model_version(name, "1")
    assert version.run_id == task["runId"]
    assert version.tags["atelier.execution"] == "run-1"


def test_a_run_whose_digest_somebody_has_changed_is_registered_with_that_of_the_forecaster(task):
    with connected(task["tracking"]) as client:
        client.set_tag(task["runId"], "atelier.forecaster.sha256", "0" * 64)
        register({**task, "digest": "1" * 64}, Report(None))
        client.set_tag(task["runId"], "atelier.forecaster.sha256", task["forecaster"])
        assert client.get_model_version(task["model"], "1").tags["atelier.forecaster.sha256"] == "1" * 64


def test_a_registered_version_is_fetched_as_the_forecaster_that_was_trained(fetch_task, trained):
    folder = fetch_task["folder"]
    assert fetch(fetch_task, Report(None)) == {"folder": folder, "digest": digest_of_folder(trained.folder)}
    assert digest_of_folder(trained.folder) == digest_of_folder(Path(folder))
    assert Forecaster.load(Path(folder)).items == {"1", "2", "3"}


def test_a_folder_that_holds_the_version_is_not_fetched_again(fetch_task, tmp_path):
    fetch(fetch_task, Report(None))
    marker = (tmp_path / "models" / "sales-1").stat().st_ino
    fetch(fetch_task, Report(None))
    assert (tmp_path / "models" / "sales-1").stat().st_ino == marker


def test_a_folder_with_anything_else_in_it_is_replaced(fetch_task, trained, tmp_path):
    folder = tmp_path / "models" / "sales-1"
    folder.mkdir(parents=True)
    (folder / "half.npz").write_bytes(b"cut off")
    fetch(fetch_task, Report(None))
    assert digest_of_folder(folder) == digest_of_folder(trained.folder)


def test_a_damaged_artifact_is_refused_and_leaves_nothing_behind(fetch_task, tmp_path):
    with connected(fetch_task["tracking"]) as client:
        client.set_model_version_tag(fetch_task["model"], "1", "atelier.forecaster.sha256", "0" * 64)
    with pytest.raises(Problem, match="000000000000… was trained") as caught:
        fetch(fetch_task, Report(None))
    assert caught.value.code == "ModelDamaged"
    assert list((tmp_path / "models").iterdir()) == []


@pytest.fixture(scope="module")
def written_over(server, trained, outcome):
    """A training whose files in tracking somebody writes over."""
    tracking = server.tracking("written-over")
    return {"tracking": tracking, **log_training(tracking, "run-1", trained.flow, outcome, trained.folder, [])}


DOCUMENTS = {
    "beside": "flavors: {python_function: {data: ../../other}}",
    "elsewhere": "flavors: {python_function: {data: OTHER}}",
    "all": "flavors: {python_function: {data: .}}",
    "itself": "flavors: {python_function: {data: MLmodel}}",
    "list": "flavors: {python_function: {data: [a]}}",
    "no-data": "flavors: {python_function: {}}",
    "pickle": "flavors: {sklearn: {pickled_model: model.pkl}}",
    "number": "flavors: 3",
    "sequence": "- a",
    "cut-off": "a: [",
    "code": "flavors: !!python/object/apply:os.system [touch hostile]",
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_that_somebody_has_written_over_leads_nowhere_else(document, written_over, request, tmp_path):
    other = tmp_path / "models" / "other"
    other.mkdir(parents=True)
    (other / "forecaster.json").write_text("{}")
    name = request.node.callspec.id
    register({"execution": "run-1", "model": name, "digest": None, **written_over}, Report(None))
    changed = tmp_path / "MLmodel"
    changed.write_text(document.replace("OTHER", str(other)))
    with connected(written_over["tracking"]) as client:
        client.set_model_version_tag(name, "1", "atelier.forecaster.sha256", digest_of_folder(other))
        model_id = written_over["modelUri"].removeprefix("models:/")
        client.log_model_artifact(model_id, str(changed))
    task = {"tracking": written_over["tracking"], "model": name, "version": 1, "digest": None}
    with pytest.raises(Problem) as caught:
        fetch({**task, "folder": str(tmp_path / "models" / "1")}, Report(None))
    assert caught.value.code == "ModelDamaged"
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["other"]


def test_a_forecaster_that_was_exchanged_in_tracking_is_not_the_one_that_was_trained(fetch_task):
    with pytest.raises(Problem, match="111111111111… was trained") as caught:
        fetch({**fetch_task, "digest": "1" * 64}, Report(None))
    assert caught.value.code == "ModelDamaged"


def test_a_version_that_does_not_exist_is_named(fetch_task):
    with pytest.raises(Problem, match="no version 7 of a model") as caught:
        fetch({**fetch_task, "version": 7}, Report(None))
    assert caught.value.code == "ModelVersionMissing"


def test_a_model_that_no_flow_registered_is_refused(fetch_task):
    with connected(fetch_task["tracking"]) as client:
        client.delete_model_version_tag(fetch_task["model"], "1", "atelier.forecaster.sha256")
    with pytest.raises(Problem) as caught:
        fetch(fetch_task, Report(None))
    assert caught.value.code == "ModelNotAForecaster"


def test_a_version_of_another_project_is_not_found(fetch_task, other_tracking):
    with pytest.raises(Problem) as caught:
        fetch({**fetch_task, "tracking": other_tracking}, Report(None))
    assert caught.value.code == "ModelVersionMissing"
