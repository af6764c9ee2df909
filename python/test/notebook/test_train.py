"""Training as a notebook calls it: what it answers, and what it refuses."""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import atelier
from atelier.forecasting.candidate import KINDS
from atelier.notebook.train import train
from atelier.notebook.training_request import forecast_section
from atelier.problem import Problem

SCHEMA = Path(__file__).parents[3] / "schema/flow.schema.json"
WALMART = Path(__file__).parents[4] / "shared/data/walmart_weekly_store_sales.csv"
FAST = ("seasonal-naive", "npts", "theta")
COLUMNS = {"item": "store", "time": "day", "target": "sales"}


def sales(days: int = 120, stores: int = 2, frequency: str = "D") -> pd.DataFrame:
    random = np.random.default_rng(3)
    time = pd.date_range("2024-01-01", periods=days, freq=frequency)
    season = 24 if frequency == "h" else 7
    frames = []
    for store in range(stores):
        wave = 20 * np.sin(2 * np.pi * np.arange(days) / season)
        values = 100 * (store + 1) + wave + random.normal(0, 2, days)
        frames.append(pd.DataFrame({"store": f"S{store}", "day": time, "sales": values}))
    return pd.concat(frames, ignore_index=True)


def trained(frame: pd.DataFrame, **more):
    asked = {"frequency": "D", "horizon": 5, "candidates": FAST, "backtest_windows": 2, **COLUMNS, **more}
    return train(frame, **asked)


def refused(frame: pd.DataFrame, **more) -> Problem:
    with pytest.raises(Problem) as problem:
        trained(frame, **more)
    assert problem.value.fix.endswith((".", "]"))
    return problem.value


@pytest.fixture(scope="module")
def result():
    return trained(sales())


def test_it_is_one_of_the_calls_of_a_notebook() -> None:
    assert atelier.train is train


def test_the_leaderboard_is_sorted_and_names_the_baseline(result) -> None:
    board = result.leaderboard
    assert board["wql"].is_monotonic_increasing
    assert board.loc[board["role"] == "baseline", "name"].tolist() == ["seasonal-naive"]
    assert set(board["name"]) == {"ensemble", *FAST}
    assert board["weight"].sum() == pytest.approx(1)


def test_the_metrics_of_the_holdout_stand_beside_the_baselines(result) -> None:
    assert result.metrics.index[:2].tolist() == ["ensemble", "seasonal-naive"]
    wql = result.metrics["wql"]
    assert result.beats_baseline == (wql["ensemble"] < wql["seasonal-naive"])


def test_the_forecast_goes_on_where_the_rows_end(result) -> None:
    forecast = result.forecast
    assert forecast.columns.tolist() == ["store", "day", "mean", "p10", "p50", "p90"]
    assert forecast["day"].min() == sales()["day"].max() + pd.Timedelta(days=1)
    assert len(forecast) == 2 * 5
    assert (forecast["p10"] <= forecast["p50"]).all()
    assert (forecast["p50"] <= forecast["p90"]).all()


def test_the_holdout_holds_what_happened(result) -> None:
    happened = sales().merge(result.holdout, on=["store", "day"])
    assert len(happened) == 2 * 5
    np.testing.assert_allclose(happened["sales"], happened["actual"])
    assert happened["day"].min() == sales()["day"].max() - pd.Timedelta(days=4)


def test_the_same_rows_in_any_order_give_the_same_forecast(result) -> None:
    again = trained(sales().sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(again.forecast, result.forecast)


def test_progress_is_a_line_for_each_candidate(capsys: pytest.CaptureFixture[str]) -> None:
    trained(sales(), backtest_windows=4)
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) <= 2 * len(FAST) + 1
    assert lines[0] == "backtests: seasonal-naive"


def test_what_is_known_of_the_days_to_come_is_used() -> None:
    frame = sales(days=200)
    frame["promo"] = (np.random.default_rng(1).random(len(frame)) < 0.3).astype(int)
    frame["sales"] += 60 * frame["promo"]
    ahead = frame["day"] > frame["day"].max() - pd.Timedelta(days=5)
    known = frame["sales"].copy()
    frame.loc[ahead, "sales"] = np.nan
    plain = trained(frame, covariates=["promo"])
    assert plain.importance["promo"] > 0.2
    error = (plain.forecast["mean"].to_numpy() - known[ahead].to_numpy()).__abs__().mean()
    assert error < 20


def test_figures_are_answered_also_where_no_notebook_shows_them(result) -> None:
    assert result.plot().keys() == {"forecast", "leaderboard"}


def test_defaults_are_those_of_a_flow_file() -> None:
    written = json.loads(SCHEMA.read_text())["properties"]["forecast"]["properties"]
    defaults = train.__kwdefaults__
    assert list(defaults["quantiles"]) == written["quantiles"]["default"]
    assert defaults["minimum_rows"] == written["minimumRows"]["default"]
    assert defaults["backtest_windows"] == written["backtestWindows"]["default"]
    assert written["timeBudget"]["default"] == "2m"
    assert defaults["time_budget_seconds"] == 120
    assert sorted(KINDS) == sorted(written["candidates"]["default"])
    section = forecast_section({**defaults, **COLUMNS, "frequency": "D", "horizon": 9})
    assert section["holdout"] == 9
    assert section["fills"] == {"sales": {"middle": "zero", "back": "zero", "future": "zero"}}


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        ({"target": "revenue"}, "FrameColumnMissing", "no column 'revenue'; it has store, day, sales"),
        ({"horizon": 31}, "HorizonTooLong", "horizon is 31; the longest series has 120 steps and at most a quarter"),
        ({"horizon": 0}, "TrainingArgument", "horizon is 0; accepted are whole numbers from 1 to 500"),
        ({"horizon": True}, "TrainingArgument", "horizon is True"),
        ({"horizon": 2.5}, "TrainingArgument", "horizon is 2.5"),
        ({"frequency": "fortnight"}, "TrainingArgument", "frequency is 'fortnight'; accepted are Y"),
        ({"quantiles": [-0.1, 0.5]}, "TrainingArgument", "quantiles is -0.1; accepted are p01 to p99, or 0.01 to 0.99"),
        ({"quantiles": ["p90", "p10"]}, "TrainingArgument", "ascending"),
        ({"quantiles": []}, "TrainingArgument", "1 to 5 quantiles"),
        ({"candidates": ["prophet"]}, "TrainingArgument", "candidates is 'prophet'; accepted are some of seasonal"),
        ({"covariates": "promo"}, "TrainingArgument", "covariates is 'promo'; accepted are a list"),
        ({"covariates": ["day"]}, "TrainingArgument", "'day' is named twice"),
        ({"fills": {"weather": "zero"}}, "UnknownFillColumn", "fills names 'weather'"),
        ({"fills": {"sales": "guess"}}, "UnknownFillMethod", "fills.sales is 'guess'"),
        ({"fills": {"sales": {"left": "zero"}}}, "TrainingArgument", "middle, back and future"),
        ({"time_budget_seconds": 0}, "TrainingArgument", "time_budget_seconds is 0"),
        ({"minimum_rows": 200}, "NoSeriesLongEnough", "None of 2 items has 200 rows"),
        ({"backtest_windows": 20, "horizon": 10}, "HistoryTooShort", "20 backtest windows of 10 steps"),
        ({"frequency": "H"}, "FrequencyDoesNotMatch", "With frequency H"),
        ({"name": "a'; drop table runs"}, "TrainingArgument", "accepted are 1 to 63 letters"),
    ],
)
def test_an_argument_that_cannot_be_is_told_with_its_value_and_what_is_accepted(asked, code, words) -> None:
    problem = refused(sales(), **asked)
    assert problem.code == code
    assert words in problem.message
    assert not re.search(r"forecast\.[a-z]", f"{problem.message} {problem.fix}")


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (lambda f: pd.concat([f, f.head(1)]), "DuplicateTimestamp", "Item S0 has several rows at 2024-01-01"),
        (lambda f: f.assign(sales=f["sales"].astype(str)), "FrameNumberNotRead", "row 0 has '"),
        (lambda f: f.assign(sales=f["sales"].astype(object).where(f.index != 7, "n/a")), "FrameNumberNotRead", "row 7"),
        (lambda f: f.assign(sales=0.0), "ZeroTarget", "Every sales is zero"),
        (lambda f: f.assign(sales=np.inf), "NotFinite", "240 rows have an infinite sales"),
        (lambda f: f.head(1), "NoSeriesLongEnough", "the longest has 1"),
        (lambda f: f.head(0), "FrameNotRead", "no rows"),
        (lambda f: f.to_dict(), "FrameNotRead", "given a dict"),
        (lambda f: f.assign(day=f["day"].dt.tz_localize("Europe/Berlin")), "FrameTimeNotRead", "time zone"),
        (lambda f: f.assign(day="soon"), "FrameTimeNotRead", "holds what is no time"),
        (lambda f: f.assign(day=range(len(f))), "FrameTimeNotRead", "holds numbers such as 0"),
        (lambda f: f.assign(day=f["day"].where(f.index != 3)), "MissingKey", "1 of 240 rows have no day"),
        (lambda f: f.assign(store=f["store"].where(f.index != 3)), "MissingKey", "1 of 240 rows have no store"),
        (lambda f: pd.concat([f, f[["sales"]]], axis=1), "FrameColumnMissing", "has 2 columns 'sales'"),
    ],
)
def test_rows_that_cannot_be_learned_from_are_refused_with_what_is_wrong(change, code, words) -> None:
    problem = refused(change(sales()))
    assert problem.code == code
    assert words in problem.message


def test_gaps_are_filled_as_asked_and_items_may_be_numbers() -> None:
    frame = sales().drop(index=range(20, 32)).assign(store=lambda f: f["store"].str[1:].astype("Int32"))
    result = trained(frame, fills={"sales": "mean"})
    assert result.forecast["store"].unique().tolist() == [0, 1]


def test_two_years_of_hours_are_learned_from() -> None:
    result = trained(sales(days=2 * 8760, stores=1, frequency="h"), frequency="H", horizon=24, backtest_windows=1)
    assert len(result.forecast) == 24
    assert result.forecast["day"].diff().dropna().unique().tolist() == [pd.Timedelta(hours=1)]


@pytest.mark.skipif(not WALMART.is_file(), reason=f"{WALMART.name} is not here")
def test_weekly_sales_of_a_stranger_are_learned_from() -> None:
    frame = pd.read_csv(WALMART)
    frame["Date"] = pd.to_datetime(frame["Date"], dayfirst=True)
    asked = {"item": "Store", "time": "Date", "target": "Weekly_Sales", "covariates": ["Holiday_Flag"]}
    result = trained(frame, frequency="W", horizon=8, **asked)
    assert len(result.forecast) == 45 * 8
    assert result.beats_baseline
