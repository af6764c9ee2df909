"""Candidates that fail: each is named with its reason, and the others go on."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from sales import forecast_section, sales

from atelier.forecasting.backtest import BASELINE
from atelier.forecasting.candidate import KINDS, Kind
from atelier.forecasting.outcome import outcome_of
from atelier.forecasting.spec import spec_of
from atelier.forecasting.training import train
from atelier.forecasting.window import Prediction, Window

SECTION = forecast_section(candidates=["theta", "npts", "ets"])


@dataclass(frozen=True)
class Constant:
    """Forecasts one value for everything."""

    value: float
    levels: int

    def forecast(self, window: Window) -> Prediction:
        mean = np.full((len(window.begin), window.horizon), self.value)
        return Prediction(mean, np.repeat(mean[:, :, None], self.levels, axis=2))


def constant(value: float) -> Kind:
    return replace(KINDS["npts"], fit=lambda window, spec: Constant(value, len(spec.fitted_levels)))


def failing(error: Exception) -> Kind:
    def fit(window, spec):
        raise error

    return replace(KINDS["npts"], fit=fit)


def spoilt_at_last(kind: Kind, bad: Kind) -> Kind:
    """Learns well for the backtests and badly from all rows."""
    fits = iter((kind.fit, bad.fit))
    return replace(kind, fit=lambda window, spec: next(fits)(window, spec))


def trained(monkeypatch, **kinds: Kind):
    for name, kind in kinds.items():
        monkeypatch.setitem(KINDS, name, kind)
    return train(sales(series=5, days=120), spec_of(SECTION), lambda what, done, total: None)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (constant(1e9), "backtests: 5 series exploded, to 1e+09 at most"),
        (constant(np.nan), "backtests: 100 forecasts are not finite"),
        (failing(ValueError("the season is too long")), "backtests: the season is too long"),
        (failing(FloatingPointError("overflow")), "backtests: overflow"),
    ],
    ids=["explodes", "is not finite", "cannot be fitted", "overflows"],
)
def test_a_candidate_that_fails_in_the_backtests_is_left_out_and_named_with_its_reason(monkeypatch, kind, reason):
    training = trained(monkeypatch, ets=kind)
    assert training.left_out["ets"].reason == reason
    assert set(training.tried) == {BASELINE, "theta", "npts"}
    row = outcome_of(training)["leaderboard"][-1]
    assert (row["name"], row["wql"], row["reason"]) == ("ets", None, reason)


def test_a_mistake_in_the_code_of_a_candidate_is_not_taken_for_a_failure(monkeypatch):
    with pytest.raises(KeyError, match="no such field"):
        trained(monkeypatch, ets=failing(KeyError("no such field")))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (constant(1e9), "final fit: 5 series exploded, to 1e+09 at most"),
        (failing(ValueError("no rows")), "final fit: no rows"),
    ],
    ids=["explodes", "cannot be fitted"],
)
def test_a_member_that_fails_on_all_rows_gives_way_to_the_others(monkeypatch, bad, reason):
    assert trained(monkeypatch).final.weights["theta"] > 0
    training = trained(monkeypatch, theta=spoilt_at_last(KINDS["theta"], bad))
    outcome = outcome_of(training)
    assert sum(outcome["ensemble"]["weights"].values()) == pytest.approx(1)
    rows = {row["name"]: row for row in outcome["leaderboard"]}
    assert rows["theta"]["reason"] == reason
    others = [row["wql"] for name, row in rows.items() if name != "theta"]
    assert "theta" not in outcome["ensemble"]["weights"]
    assert outcome["ensemble"]["wql"] <= min(others) + 1e-12
    panel = sales(series=5, days=120)
    assert training.forecaster.predict(panel).mean.max() < 2 * np.nanmax(panel.target)


def test_when_every_other_fails_seasonal_naive_forecasts(monkeypatch):
    wild = {name: spoilt_at_last(KINDS[name], constant(1e9)) for name in ("theta", "npts", "ets")}
    training = trained(monkeypatch, **wild)
    assert training.final.weights == {BASELINE: 1.0}
    assert np.isfinite(training.forecaster.predict(sales(series=5, days=120)).quantiles).all()
