"""The notebook of the private tracking lab, run as it is shipped."""

from pathlib import Path

import mlflow
import nbformat
import pytest
from executed_notebook import executed, pictures, printed, tables

PUBLISHED = Path(__file__).parents[4] / "shared/data/ai4i2020.tsv"
BASELINES = ("always no", "logistic regression")


# As people of a workspace they are run among the walls; here it is looked at what they leave.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def generated(space: dict[str, str]) -> nbformat.NotebookNode:
    """Run with the rows that it generates."""
    return executed("predictive_maintenance", space, {"experiment": "generated", "model_name": "machine-generated"})


def test_it_is_better_than_the_baselines_it_names(generated: nbformat.NotebookNode) -> None:
    assert_better(generated)


def test_each_of_its_pictures_shows_something(generated: nbformat.NotebookNode) -> None:
    spreads = pictures(generated)
    assert len(spreads) == 3
    assert min(spreads) > 0.05


@pytest.mark.usefixtures("in_space", "generated")
def test_three_runs_lie_below_one_parent_and_all_of_them_in_the_shared_place() -> None:
    runs = mlflow.search_runs(experiment_names=["generated"], output_format="list")
    named = {run.info.run_name: run for run in runs}
    parent = named.pop("predictive maintenance")
    assert named.keys() == {"Preprocessing", "Training", "Testing"}
    assert {run.data.tags["mlflow.parentRunId"] for run in named.values()} == {parent.info.run_id}
    assert {run.info.status for run in runs} == {"FINISHED"}
    assert len(named["Preprocessing"].inputs.dataset_inputs) == 3
    assert named["Training"].data.params["seed"] == "2"
    assert named["Testing"].data.metrics["test/LightGBM/recall"] > 0.6


@pytest.mark.usefixtures("in_space", "generated")
def test_the_registered_model_has_a_signature_and_an_example_and_no_pickle(tmp_path: Path) -> None:
    folder = Path(mlflow.artifacts.download_artifacts("models:/machine-generated/1", dst_path=str(tmp_path)))
    model = mlflow.models.Model.load(folder)
    assert [column.name for column in model.signature.inputs][:2] == ["Type", "Air temperature in K"]
    assert model.saved_input_example_info is not None
    files = {file.suffix for file in folder.rglob("*") if file.is_file()}
    assert not files & {".pkl", ".pickle", ".joblib", ".cloudpickle"}
    assert b"\x80\x04" not in (folder / "model.lgb").read_bytes()[:2]


@pytest.mark.skipif(not PUBLISHED.is_file(), reason=f"{PUBLISHED.name}, the published data set, is not here")
def test_it_is_better_than_the_baselines_on_the_published_rows_too(space: dict[str, str]) -> None:
    given = {"data_file": str(PUBLISHED), "experiment": "published", "model_name": "machine-published"}
    assert_better(executed("predictive_maintenance", space, given))


def assert_better(notebook: nbformat.NotebookNode) -> None:
    assert "Better than both baselines in average precision and recall: True." in printed(notebook)
    results = tables(notebook)[-1]
    ours = results["LightGBM"]
    assert results.keys() == {"LightGBM", *BASELINES}
    for score in ("average precision", "recall"):
        assert float(ours[score]) > max(float(results[name][score]) for name in BASELINES) + 0.1
    # Who always says no is nearly as right, and finds nothing.
    assert float(results["always no"]["accuracy"]) > 0.95
    assert float(results["always no"]["recall"]) == 0
