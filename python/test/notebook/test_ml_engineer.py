"""The ML engineer's notebook, run as it is shipped."""

from pathlib import Path

import mlflow
import nbformat
import pytest
from executed_notebook import executed, pictures, printed, tables

# As people of a workspace they are run among the walls; here it is looked at what they leave.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures") / "forecast.svg"


@pytest.fixture(scope="module")
def notebook(space: dict[str, str], warehouse: str, picture: Path) -> nbformat.NotebookNode:
    """Without the cells of the endpoint, whose flow runs in a whole workspace."""
    given = {"model_name": "sales-from-a-notebook", "picture": str(picture)}
    return executed("ml_engineer", {**space, "ATELIER_API": warehouse}, given, without="endpoint")


def test_the_forecast_is_better_than_the_baseline_it_names(notebook: nbformat.NotebookNode) -> None:
    assert "Better than the baseline: True." in printed(notebook)
    accuracy = next(table for table in tables(notebook) if table.keys() >= {"ensemble", "seasonal-naive"})
    for score in ("wql", "wape"):
        assert float(accuracy["ensemble"][score]) < float(accuracy["seasonal-naive"][score]) * 0.9
    assert accuracy["seasonal-naive"]["role"] == "baseline"


def test_the_leaderboard_is_sorted_and_names_the_baseline(notebook: nbformat.NotebookNode) -> None:
    rows = next(table for table in tables(notebook) if "weight" in next(iter(table.values()))).values()
    scores = [float(row["wql"]) for row in rows]
    assert scores == sorted(scores)
    assert [row["name"] for row in rows if row["role"] == "baseline"] == ["seasonal-naive"]


def test_the_last_rows_are_days_to_come_with_their_promotions(notebook: nbformat.NotebookNode) -> None:
    last = tables(notebook)[0].values()
    assert {row["total_sales"] for row in last} == {"NaN"}
    assert {row["promo"] for row in last} <= {"0", "1"}


@pytest.mark.usefixtures("in_space")
def test_the_model_is_registered_and_forecasts_as_anybody_loads_it(notebook: nbformat.NotebookNode) -> None:
    assert "sales-from-a-notebook version 1" in printed(notebook)
    model = mlflow.pyfunc.load_model("models:/sales-from-a-notebook/1")
    assert len(model.predict(model.input_example)) == 5


def test_each_of_its_pictures_shows_something_and_one_is_kept(notebook: nbformat.NotebookNode, picture: Path) -> None:
    spreads = pictures(notebook)
    assert len(spreads) == 5
    assert min(spreads) > 0.05
    text = picture.read_text()
    assert "holdout: forecast" in text
    assert len(text) < 150_000
