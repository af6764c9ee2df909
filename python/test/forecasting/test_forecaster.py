import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from sales import forecast_section, sales

from atelier.forecasting.forecaster import Forecaster
from atelier.forecasting.panel import Panel, panel_of, select
from atelier.forecasting.spec import spec_of
from atelier.forecasting.training import train
from atelier.problem import Problem

EVERY_MEMBER = {"npts": 0.2, "ets": 0.2, "theta": 0.2, "arima": 0.2, "lightgbm": 0.1, "seasonal-naive": 0.1}


@pytest.fixture(scope="module")
def panel():
    return sales(series=6, days=150)


@pytest.fixture(scope="module")
def forecaster(panel):
    """Every candidate has a share, whatever the backtests said."""
    spec = spec_of(forecast_section(quantiles=["p90", "p50", "p10"]))
    training = train(panel, spec, lambda what, done, total: None)
    candidates = {name: training.tried[name].candidate for name in EVERY_MEMBER}
    trained = training.forecaster.trained
    return Forecaster(spec, trained, training.lifts, candidates, EVERY_MEMBER)


def loose(panel: Panel, order: np.ndarray) -> Panel:
    """The panel again, from its rows in another order."""
    rows = panel.row_series()[order]
    return panel_of(panel.items[rows], panel.time[order], panel.target[order], panel.covariates[order])


def test_a_saved_forecaster_answers_the_same(forecaster, panel, tmp_path):
    forecaster.save(tmp_path)
    before, after = forecaster.predict(panel), Forecaster.load(tmp_path).predict(panel)
    assert (before.mean == after.mean).all()
    assert (before.quantiles == after.quantiles).all()
    assert after.items.tolist() == [str(item) for item in range(6)]


def test_nothing_in_the_folder_is_a_pickle(forecaster, tmp_path):
    forecaster.save(tmp_path)
    for file in tmp_path.glob("*.npz"):
        with np.load(file, allow_pickle=False) as stored:
            assert all(stored[name].dtype.kind in "iufbU" for name in stored.files)
    assert {file.suffix for file in tmp_path.iterdir()} == {".npz", ".json", ".txt"}


def test_loading_imports_no_training_library(forecaster, tmp_path):
    forecaster.save(tmp_path)
    heavy = ("pandas", "mlflow", "statsforecast", "mlforecast", "matplotlib", "sklearn", "pyarrow", "lightgbm")
    script = (
        "import sys; from pathlib import Path; from atelier.forecasting.forecaster import Forecaster;"
        f"Forecaster.load(Path({str(tmp_path)!r})); print([name for name in {heavy} if name in sys.modules])"
    )
    package_root = str(next(path for path in sys.path if path.endswith("python")))
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script], env={"PYTHONPATH": package_root}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_another_version_is_refused(forecaster, tmp_path):
    forecaster.save(tmp_path)
    document = tmp_path / "forecaster.json"
    document.write_text(document.read_text().replace('"version": 1', '"version": 99'))
    with pytest.raises(Problem, match="version 99") as caught:
        Forecaster.load(tmp_path)
    assert caught.value.code == "ForeignForecaster"


def test_quantiles_never_cross_and_come_in_the_flows_order(forecaster, panel):
    quantiles = forecaster.predict(panel).quantiles
    assert (quantiles[:, 0] >= quantiles[:, 1]).all()
    assert (quantiles[:, 1] >= quantiles[:, 2]).all()
    assert (quantiles[:, 0] > quantiles[:, 2]).any()


def test_steps_follow_the_history_day_by_day(forecaster, panel):
    forecast = forecaster.predict(panel)
    assert forecast.offsets.tolist() == [0, 5, 10, 15, 20, 25, 30]
    assert forecast.time[:5].astype("datetime64[D]").astype(str).tolist() == [f"2023-06-0{day}" for day in range(1, 6)]


def test_one_items_forecast_does_not_depend_on_the_others_asked(forecaster, panel):
    together = forecaster.predict(panel)
    alone = forecaster.predict(select(panel, panel.items == "3"))
    np.testing.assert_array_equal(alone.quantiles, together.quantiles[15:20])
    np.testing.assert_array_equal(alone.mean, together.mean[15:20])


def test_the_order_of_rows_does_not_matter(forecaster, panel):
    shuffled = loose(panel, np.random.default_rng(5).permutation(len(panel.time)))
    np.testing.assert_array_equal(forecaster.predict(shuffled).quantiles, forecaster.predict(panel).quantiles)


def test_a_missing_day_is_a_day_without_sales(forecaster, panel):
    day = panel.time == panel.time[60]
    zero = replace(
        panel, target=np.where(day, 0.0, panel.target), covariates=np.where(day[:, None], 0, panel.covariates)
    )
    missing = loose(panel, np.flatnonzero(~day))
    np.testing.assert_array_equal(forecaster.predict(missing).mean, forecaster.predict(zero).mean)


@pytest.mark.parametrize("days", [1, 2, 6, 8, 20, 60])
def test_any_length_of_history_gives_finite_forecasts(forecaster, panel, days):
    late = panel.time >= panel.time[150] - np.timedelta64(days, "D")
    forecast = forecaster.predict(loose(panel, np.flatnonzero(late)))
    assert np.isfinite(forecast.quantiles).all()
    assert (forecast.quantiles >= 0).all()


def test_a_promotion_raises_the_forecast(forecaster, panel):
    future = np.isnan(panel.target)[:, None]
    without, with_promotion = (
        forecaster.predict(replace(panel, covariates=np.where(future, promo, panel.covariates))).mean
        for promo in (0, 1)
    )
    assert (with_promotion > 1.15 * without).all()


def without_future(panel: Panel) -> Panel:
    return loose(panel, np.flatnonzero(~np.isnan(panel.target)))


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        (lambda panel: replace(panel, items=np.array(["0", "1", "2", "3", "4", "99"])), "UnknownItem", "Item 99"),
        (without_future, "NoFutureRows", "Item 0 has no rows after"),
        (lambda panel: replace(panel, target=np.full_like(panel.target, np.nan)), "NoHistory", "Item 0 has no row"),
        (
            lambda panel: replace(panel, target=np.where(panel.time > panel.time[140], np.nan, panel.target)),
            "BeyondHorizon",
            "asks for 14 steps",
        ),
    ],
    ids=["unknown item", "no future", "no history", "too far ahead"],
)
def test_a_request_that_cannot_be_answered_says_why(forecaster, panel, change, code, says):
    with pytest.raises(Problem) as caught:
        forecaster.predict(change(panel))
    assert caught.value.code == code
    assert says in caught.value.message
