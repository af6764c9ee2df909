"""The recursions that serving runs, against statsforecast's own forecasts with the same parameters."""

import numpy as np
import pytest
from statsforecast.models import ARIMA, AutoETS
from statsforecast.theta import forecast_theta, thetamodel

from atelier.forecasting.candidates import arima, theta
from atelier.forecasting.candidates.ets_recursion import DAMPED, MULTIPLICATIVE, SEASONAL, extend, smooth

HORIZON, SEASON = 10, 7


def history(rows: int = 700) -> np.ndarray:
    rng = np.random.default_rng(2)
    level = 100 * np.exp(rng.normal(0, 0.01, rows).cumsum())
    return level * (1 + 0.2 * np.sin(2 * np.pi * np.arange(rows) / SEASON)) * np.exp(rng.normal(0, 0.05, rows))


@pytest.mark.parametrize(
    ("model", "damped", "form"),
    [
        ("ANN", False, 0),
        ("AAN", True, DAMPED),
        ("ANA", False, SEASONAL),
        ("AAA", True, SEASONAL | DAMPED),
        ("MNM", False, SEASONAL | MULTIPLICATIVE),
        ("MAM", True, SEASONAL | MULTIPLICATIVE | DAMPED),
    ],
)
def test_exponential_smoothing_forecasts_what_statsforecast_does(model, damped, form):
    values = history(140)
    fitted = AutoETS(SEASON, model=model, damped=damped).fit(values)
    par = [0.0 if np.isnan(value) else value for value in fitted.model_["par"][:4]]
    parameters = np.array([par[0], par[1], par[2], par[3] if damped else 0.0])
    before = fitted.model_["states"][0]
    seasons = before[::-1][:SEASON] if form & SEASONAL else [1.0 if form & MULTIPLICATIVE else 0.0]
    state = np.array([before[0], before[1] if damped else 0.0, *seasons])
    positions, out = len(seasons), np.empty(HORIZON)
    smooth(values, positions, form, parameters, state, np.empty(len(values)))
    extend(len(values), positions, form, parameters, state, out)
    after = fitted.model_["states"][-1]
    np.testing.assert_allclose(state[: 1 + damped], after[: 1 + damped], rtol=1e-6)
    # statsforecast adds phi twice in the second step of a damped trend; the book's formula has phi + phi^2 there
    same = 1 if damped else HORIZON
    np.testing.assert_allclose(out[:same], fitted.predict(HORIZON)["mean"][:same], rtol=1e-6)


def run_over(module, values: np.ndarray, season, kind: int, parameters: list[float]) -> np.ndarray:
    out = np.empty((1, HORIZON))
    ends = np.array([0]), np.array([len(values)])
    module._run(values, *ends, season, np.array([kind]), np.array([parameters]), np.empty(1), out)
    return out[0]


@pytest.mark.parametrize("d", [0, 1])
def test_arima_forecasts_what_statsforecast_does(d):
    values = history()
    model = ARIMA(order=(2, d, 1), seasonal_order=(0, 1, 1), season_length=SEASON).fit(values)
    parameters = [model.model_["coef"][name] for name in ("ar1", "ar2", "ma1", "sma1")]
    out = run_over(arima, values, np.array([SEASON]), d, parameters)
    np.testing.assert_allclose(out, model.predict(HORIZON)["mean"], rtol=1e-6)


@pytest.mark.parametrize(("alpha", "angle"), [(0.1, 2.0), (0.4, 2.0), (0.3, 5.0)])
def test_theta_forecasts_what_statsforecast_does(alpha, angle):
    values = history(120)
    share = 1 - 1 / angle
    start = (1 - share) * values[:3].mean()
    model = thetamodel(values, 1, "OTM", start, alpha, angle, 3)
    expected = forecast_theta({**model, "decompose": False}, HORIZON)["mean"]
    np.testing.assert_allclose(run_over(theta, values, 1, theta.NO_SEASON, [alpha, share]), expected, rtol=1e-6)
