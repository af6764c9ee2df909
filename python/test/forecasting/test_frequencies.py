import numpy as np
import pytest
from sales import forecast_section

from atelier.forecasting.outcome import outcome_of
from atelier.forecasting.panel import Panel, panel_of
from atelier.forecasting.spec import spec_of
from atelier.forecasting.training import train

HORIZON = 3


def seasonal(time: np.ndarray, season: int) -> Panel:
    """Three series with a season and some noise; the last `HORIZON` targets are unknown."""
    rng = np.random.default_rng(4)
    step = np.arange(len(time))
    target = (10 + 3 * np.sin(2 * np.pi * step / season)) * np.array([[1], [5], [40]])
    target *= np.exp(0.03 * rng.standard_normal(target.shape))
    target[:, -HORIZON:] = np.nan
    items = np.repeat(np.arange(3), len(time))
    return panel_of(items, np.tile(time, 3), target.ravel(), np.empty((target.size, 0)))


@pytest.mark.parametrize(
    ("frequency", "season", "time", "following"),
    [
        ("M", 12, np.arange("2018-01", "2023-04", dtype="datetime64[M]"), ["2023-01-01", "2023-02-01", "2023-03-01"]),
        ("H", 24, np.datetime64("2024-02-20T22") + np.arange(219), ["2024-02-29T22", "2024-02-29T23", "2024-03-01T00"]),
        (
            "15min",
            96,
            np.datetime64("2024-02-26T00:00") + 15 * np.arange(387),
            ["2024-03-01T00:00", "2024-03-01T00:15", "2024-03-01T00:30"],
        ),
    ],
    ids=["monthly", "hourly", "every quarter of an hour"],
)
def test_other_frequencies_are_trained_and_forecast_to_the_next_steps(frequency, season, time, following):
    spec = spec_of(forecast_section(frequency=frequency, horizon=HORIZON, holdout=HORIZON, covariates=[], fills={}))
    panel = seasonal(time, season)
    training = train(panel, spec, lambda what, done, total: None)
    assert training.left_out == {}
    outcome = outcome_of(training)
    assert outcome["ensemble"]["wql"] < outcome["baseline"]["wql"]
    assert outcome["holdout"]["wape"] < 0.1
    forecast = training.forecaster.predict(panel)
    assert forecast.time[:HORIZON].tolist() == np.array(following, dtype="datetime64[s]").tolist()
    expected = 10 + 3 * np.sin(2 * np.pi * np.arange(len(time) - HORIZON, len(time)) / season)
    np.testing.assert_allclose(forecast.mean[-HORIZON:], 40 * expected, rtol=0.12)
