"""The time budget, on a clock that only fitting moves."""

import time
from dataclasses import replace

import pytest
from sales import forecast_section, sales

from atelier.forecasting.backtest import BASELINE
from atelier.forecasting.candidate import KINDS, Kind
from atelier.forecasting.outcome import outcome_of
from atelier.forecasting.spec import spec_of
from atelier.forecasting.training import Training, train
from atelier.forecasting.window import Window

SERIES = 100


class Clock:
    """Stands still unless told."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "monotonic", clock)
    return clock


def slow(kind: Kind, clock: Clock, seconds_a_series: float, fitted: list[int]) -> Kind:
    """Takes its time for each series, and notes how many it was fitted on."""

    def fit(window: Window, spec):
        clock.seconds += seconds_a_series * len(window.begin)
        fitted.append(len(window.begin))
        return kind.fit(window, spec)

    return replace(kind, fit=fit, work=lambda window: 10**6 * len(window.begin))


def trained(budget_seconds: float, candidates: list[str]) -> Training:
    spec = spec_of(forecast_section(timeBudgetSeconds=budget_seconds, candidates=candidates))
    return train(sales(series=SERIES, days=60), spec, lambda what, done, total: None)


def test_without_any_time_seasonal_naive_is_the_model_and_every_other_candidate_is_named():
    everyone = forecast_section()["candidates"]
    training = trained(1e-6, everyone)
    assert training.final.weights == {BASELINE: 1.0}
    assert training.left_out.keys() == set(everyone) - {BASELINE}
    for row in outcome_of(training)["leaderboard"][1:]:
        assert row["reason"].startswith("time budget: 0.0 seconds left, ")


@pytest.mark.parametrize("name", ["arima", "lightgbm"])
def test_a_candidate_that_would_take_too_long_is_tried_on_a_few_series_only(monkeypatch, clock, name):
    fitted: list[int] = []
    monkeypatch.setitem(KINDS, name, slow(KINDS[name], clock, 1.0, fitted))
    training = trained(150, ["npts", name])
    assert training.left_out[name].reason == "time budget: 150.0 seconds left, 200.0 expected with the final fit"
    assert fitted == [SERIES // 20]
    assert "npts" in training.tried


def test_a_candidate_that_fits_into_the_budget_twice_is_considered(monkeypatch, clock):
    fitted: list[int] = []
    monkeypatch.setitem(KINDS, "theta", slow(KINDS["theta"], clock, 1.0, fitted))
    begun = clock.seconds
    training = trained(250, ["theta"])
    assert training.tried["theta"].seconds == 105
    assert training.final.weights["theta"] > 0
    assert clock.seconds - begun <= 250


def test_time_taken_by_one_candidate_and_kept_for_its_final_fit_is_not_there_for_the_next(monkeypatch, clock):
    for name in ("theta", "arima"):
        monkeypatch.setitem(KINDS, name, slow(KINDS[name], clock, 1.0, []))
    training = trained(400, ["theta", "arima"])
    assert training.left_out["arima"].reason == "time budget: 190.0 seconds left, 200.0 expected with the final fit"


def test_a_candidate_that_took_longer_than_expected_is_left_out_too(monkeypatch, clock):
    kind = slow(KINDS["theta"], clock, 1.0, [])
    monkeypatch.setitem(KINDS, "theta", replace(kind, work=lambda window: 1))
    training = trained(150, ["theta"])
    assert training.left_out["theta"].reason == "time budget: 150.0 seconds left, 200.0 taken with the final fit"
    assert clock.seconds == 1100
