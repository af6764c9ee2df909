"""Nothing trained is thrown away, and nothing stale is taken for it."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sales import forecast_section, sales

from atelier.forecasting.forecaster import Forecaster
from atelier.forecasting.kept_training import kept_training
from atelier.forecasting.train import run
from atelier.report import Report


class ListeningReport(Report):
    """Hears whether anything is trained."""

    def __init__(self) -> None:
        super().__init__(None)
        self.trained = False

    def progress(self, what: str, done: int, total: int) -> None:
        self.trained = self.trained or what.startswith("backtest ")


def write_rows(path: Path, seed: int = 1) -> str:
    panel = sales(series=2, days=90, seed=seed)
    columns = {
        "store_id": panel.items.astype(int)[panel.row_series()],
        "sales_date": pa.array(panel.time).cast(pa.date32()),
        "total_sales": pa.array(panel.target, from_pandas=True),
        "promo": pa.array(panel.covariates[:, 0]),
    }
    pq.write_table(pa.table(columns), path)
    return str(path)


def train(folder: Path, **section: Any) -> tuple[dict[str, Any], bool]:
    """The step's result, and whether anything was trained for it."""
    flow = {"flow": "sales", "forecast": forecast_section(candidates=["seasonal-naive"], **section)}
    task = {"flow": flow, "data": str(folder / "rows.parquet"), "out": str(folder / "training")}
    report = ListeningReport()
    return run({**task, "tracking": None, "execution": "1"}, report), report.trained


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_rows(tmp_path / "rows.parquet")
    return tmp_path


def test_a_training_that_is_there_is_not_done_again(folder: Path) -> None:
    first, trained = train(folder)
    again, trained_again = train(folder)
    assert (trained, trained_again) == (True, False)
    assert {**again, "seconds": 0} == {**first, "seconds": 0}


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: write_rows(folder / "rows.parquet", seed=2),
        lambda folder: (folder / "training" / "training.json").write_text("{"),
        lambda folder: (folder / "training" / "training.json").write_text('{"fingerprint": 1}'),
        lambda folder: (folder / "training" / "training.json").unlink(),
        lambda folder: (folder / "training" / "forecaster" / "forecaster.json").write_text("{}"),
        lambda folder: (folder / "training" / "forecaster" / "items.npz").unlink(),
        lambda folder: shutil.rmtree(folder / "training" / "forecaster"),
        lambda folder: shutil.rmtree(folder / "training"),
    ],
    ids=["other rows", "cut", "other document", "no document", "changed", "a file gone", "no forecaster", "nothing"],
)
def test_a_training_that_is_not_whole_or_of_other_rows_is_done_again(
    folder: Path, change: Callable[[Path], object]
) -> None:
    train(folder)
    change(folder)
    _, trained = train(folder)
    assert trained
    Forecaster.load(folder / "training" / "forecaster")


def test_a_training_for_another_section_of_the_flow_is_done_again(folder: Path) -> None:
    train(folder)
    assert train(folder, quantiles=["p50"])[1]


def test_a_training_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def make(folder: Path) -> dict[str, Any]:
        (folder / "forecaster").mkdir()
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        kept_training(tmp_path / "training", "fingerprint", make)
    assert list(tmp_path.iterdir()) == []


def test_a_training_that_fails_leaves_the_one_before_it(folder: Path) -> None:
    train(folder)
    before = (folder / "training" / "training.json").read_text()

    def make(_: Path) -> dict[str, Any]:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        kept_training(folder / "training", "another", make)
    assert (folder / "training" / "training.json").read_text() == before
