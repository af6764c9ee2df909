import json
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sales import forecast_section, sales

from atelier.digest import digest_of_folder
from atelier.forecasting.forecaster import Forecaster
from atelier.forecasting.outcome import outcome_of
from atelier.forecasting.panel import Panel, panel_of, select
from atelier.forecasting.spec import spec_of
from atelier.forecasting.train import run
from atelier.forecasting.training import train
from atelier.problem import Problem
from atelier.report import Report
from atelier.serving.batch import run as batch


def quiet(what: str, done: int, total: int) -> None:
    """Nobody listens."""


class Listener(Report):
    def __init__(self) -> None:
        super().__init__(None)
        self.news: list[dict] = []

    def send(self, document: dict) -> None:
        self.news.append(document)


def write(panel: Panel, path) -> str:
    columns = {
        "store_id": panel.items.astype(int)[panel.row_series()],
        "sales_date": pa.array(panel.time).cast(pa.date32()),
        "total_sales": pa.array(panel.target, from_pandas=True),
        "promo": pa.array(panel.covariates[:, 0], from_pandas=True),
    }
    pq.write_table(pa.table(columns), path)
    return str(path)


def task(data: str, out, **section) -> dict:
    flow = {"flow": "sales", "forecast": forecast_section(**section)}
    return {"step": "train", "flow": flow, "data": data, "out": str(out), "tracking": None, "execution": "1"}


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trained")
    listener = Listener()
    result = run(task(write(sales(series=8, days=240), folder / "training.parquet"), folder), listener)
    return result, folder / "forecaster", listener.news


def test_the_result_is_one_json_document_with_every_part(trained):
    result, _, _ = trained
    assert set(json.loads(json.dumps(result, allow_nan=False))) == {
        *("leaderboard", "ensemble", "baseline", "holdout", "importance"),
        *("items", "skippedItems", "gaps", "runId", "modelUri", "forecasterDigest", "seconds"),
    }
    assert {row["name"] for row in result["leaderboard"]} == set(forecast_section()["candidates"])
    assert all(row["seconds"] >= 0 and row["wql"] > 0 for row in result["leaderboard"])


def test_the_ensemble_beats_seasonal_naive_on_backtests_and_holdout(trained):
    result, _, _ = trained
    for score in ("wql", "wape"):
        assert result["ensemble"][score] < result["baseline"][score]
    assert result["holdout"]["wql"] < result["holdout"]["baselineWql"]
    assert result["holdout"]["wape"] < result["holdout"]["baselineWape"]


def test_the_ensemble_does_not_lose_against_the_best_of_the_leaderboard(trained):
    result, _, _ = trained
    assert result["ensemble"]["wql"] <= result["leaderboard"][0]["wql"] + 1e-12


def test_promotions_that_raise_sales_are_important(trained):
    assert trained[0]["importance"]["promo"] > 0.1


def test_progress_names_the_backtest_and_the_candidate(trained):
    what = [news["progress"]["what"] for news in trained[2]]
    assert "backtest 2 of 3: theta" in what
    assert any(one.startswith("final fit: ") for one in what)


def test_the_same_rows_give_the_same_numbers(trained, tmp_path):
    first, folder, _ = trained
    again = run(task(write(sales(series=8, days=240), tmp_path / "training.parquet"), tmp_path), Report(None))
    for part in ("ensemble", "baseline", "holdout", "importance"):
        assert again[part] == first[part]
    panel = sales(series=8, days=240)
    saved, other = Forecaster.load(folder).predict(panel), Forecaster.load(tmp_path / "forecaster").predict(panel)
    assert (saved.quantiles == other.quantiles).all()


def test_ten_times_the_sales_give_ten_times_the_forecast():
    spec = spec_of(forecast_section(candidates=["npts", "ets", "theta", "arima", "lightgbm"]))
    panel = sales(series=3, days=120)
    tenfold = replace(panel, target=panel.target * 10)
    once, often = (train(one, spec, quiet).forecaster.predict(one) for one in (panel, tenfold))
    np.testing.assert_allclose(often.quantiles, once.quantiles * 10, rtol=1e-3)
    np.testing.assert_allclose(often.mean, once.mean * 10, rtol=1e-3)


def test_targets_after_the_earliest_window_do_not_reach_the_candidates():
    spec = spec_of(forecast_section(candidates=["ets", "npts", "theta", "arima"]))
    panel = sales(series=3, days=120)
    changed = panel.target.copy()
    changed[np.isin(panel.time, np.unique(panel.time)[115:120])] *= 7
    other = replace(panel, target=changed)
    for name, tried in train(panel, spec, quiet).tried.items():
        np.testing.assert_array_equal(
            np.stack([one.quantiles for one in tried.predictions]),
            np.stack([one.quantiles for one in train(other, spec, quiet).tried[name].predictions]),
        )


def test_series_with_too_few_rows_are_left_out_and_counted():
    panel = sales(series=3, days=120)
    short = np.ones(len(panel.time), dtype=bool)
    short[panel.offsets[1] : panel.offsets[2] - 20] = False
    rows = panel.row_series()[short]
    cut = panel_of(panel.items[rows], panel.time[short], panel.target[short], panel.covariates[short])
    training = train(cut, spec_of(forecast_section(candidates=["npts"])), quiet)
    assert (len(training.forecaster.items), training.skipped_items) == (2, 1)
    assert training.forecaster.items == {"0", "2"}


def test_a_short_series_beside_long_ones_is_forecast_but_not_backtested():
    panel = sales(series=3, days=200)
    keep = np.ones(len(panel.time), dtype=bool)
    keep[panel.offsets[1] : panel.offsets[2] - 32] = False
    rows = panel.row_series()[keep]
    cut = panel_of(panel.items[rows], panel.time[keep], panel.target[keep], panel.covariates[keep])
    training = train(cut, spec_of(forecast_section()), quiet)
    assert len(training.windows[0].begin) == 2
    forecast = training.forecaster.predict(select(cut, cut.items == "1"))
    assert np.isfinite(forecast.quantiles).all()


def test_a_constant_series_is_forecast_as_that_constant():
    panel = sales(series=3, days=100)
    target = np.where(panel.row_series() == 1, 42.0, panel.target)
    target[np.isnan(panel.target)] = np.nan
    constant = replace(panel, target=target)
    spec = spec_of(forecast_section(candidates=["ets", "theta", "arima", "npts"], covariates=[], fills={}))
    bare = replace(constant, covariates=np.empty((len(panel.time), 0)))
    forecast = train(bare, spec, quiet).forecaster.predict(select(bare, bare.items == "1"))
    np.testing.assert_allclose(forecast.mean, 42, rtol=1e-6)


@pytest.mark.parametrize(
    ("panel", "section", "code", "says"),
    [
        (sales(days=20), {}, "NoSeriesLongEnough", "the longest has 20"),
        (sales(days=60), {"horizon": 16}, "HorizonTooLong", "horizon is 16; the longest series has 60"),
        (sales(days=60), {"backtestWindows": 12}, "HistoryTooShort", "need 73 steps; the longest series has 60"),
    ],
    ids=["too few rows", "horizon above a quarter", "windows above the history"],
)
def test_data_too_short_for_what_is_asked_is_refused_with_its_length(panel, section, code, says):
    with pytest.raises(Problem) as caught:
        train(panel, spec_of(forecast_section(**section)), quiet)
    assert caught.value.code == code
    assert says in caught.value.message


def test_a_target_of_zeros_is_refused():
    panel = sales(days=60)
    zero = replace(panel, target=panel.target * 0)
    with pytest.raises(Problem, match="Every total_sales is zero") as caught:
        train(zero, spec_of(forecast_section()), quiet)
    assert caught.value.code == "ZeroTarget"


def test_a_covariate_that_is_known_nowhere_is_refused():
    panel = sales(days=60)
    unknown = replace(panel, covariates=np.full_like(panel.covariates, np.nan))
    with pytest.raises(Problem, match="promo is not known for any of the 240 steps") as caught:
        train(unknown, spec_of(forecast_section()), quiet)
    assert caught.value.code == "CovariateUnknown"


def test_a_last_week_that_is_not_over_is_no_bad_week_to_training_or_batch(tmp_path):
    section = {"frequency": "W", "horizon": 2, "holdout": 2, "backtestWindows": 1, "minimumRows": 4}
    section |= {"candidates": ["seasonal-naive"], "covariates": [], "fills": {}}
    days = np.datetime64("2024-01-01") + np.arange(87)
    panel = panel_of(np.zeros(87, dtype=int), days, np.full(87, 100.0), np.empty((87, 0)))
    training = train(panel, spec_of(forecast_section(**section)), quiet)
    data, out = write(replace(panel, covariates=np.zeros((87, 1))), tmp_path / "rows.parquet"), str(tmp_path / "out")
    training.forecaster.save(tmp_path / "forecaster")
    digest = digest_of_folder(tmp_path / "forecaster")
    batch({"model": str(tmp_path / "forecaster"), "digest": digest, "data": data, "out": out}, Report(None))
    forecast = pq.read_table(out).to_pydict()
    assert training.partial_steps == outcome_of(training)["gaps"]["partial"] == 2
    assert training.gaps.steps * 7 < len(days)
    assert forecast["mean"] == [700, 700]
    assert forecast["sales_date"][0] < date(2024, 3, 28)


def test_weekly_rows_with_a_daily_frequency_are_refused_and_the_distance_is_named():
    panel = sales(days=400)
    weekly = np.arange(len(panel.time)) % 405 % 7 == 0
    rows = panel.row_series()[weekly]
    thin = panel_of(panel.items[rows], panel.time[weekly], panel.target[weekly], panel.covariates[weekly])
    with pytest.raises(Problem) as caught:
        train(thin, spec_of(forecast_section()), quiet)
    assert caught.value.code == "FrequencyDoesNotMatch"
    assert "7 days apart" in caught.value.message


def test_a_covariate_the_rows_do_not_have_is_refused(tmp_path):
    data = write(sales(days=60), tmp_path / "training.parquet")
    with pytest.raises(Problem) as caught:
        run(task(data, tmp_path, covariates=["weather"], fills={}), Report(None))
    assert caught.value.code == "UnknownColumn"
    assert "store_id, sales_date, total_sales, promo" in caught.value.message


@pytest.mark.parametrize("column", ["store_id", "sales_date"])
def test_a_row_without_item_or_time_is_refused(column, tmp_path):
    path = write(sales(days=60), tmp_path / "training.parquet")
    rows = pq.read_table(path)
    values = [None, None, *rows[column].to_pylist()[2:]]
    place = rows.schema.get_field_index(column)
    pq.write_table(rows.set_column(place, column, pa.array(values, rows[column].type)), path)
    with pytest.raises(Problem, match=f"2 of 260 rows have no {column}") as caught:
        run(task(path, tmp_path), Report(None))
    assert caught.value.code == "MissingKey"


def test_an_infinite_target_is_refused(tmp_path):
    panel = sales(days=60)
    target = np.where(np.arange(len(panel.target)) == 3, np.inf, panel.target)
    endless = replace(panel, target=target)
    with pytest.raises(Problem, match="1 rows have an infinite total_sales") as caught:
        run(task(write(endless, tmp_path / "training.parquet"), tmp_path), Report(None))
    assert caught.value.code == "NotFinite"
