"""Small invented panels for the tests of forecasting."""

from typing import Any

import numpy as np

from atelier.forecasting.panel import Panel, panel_of


def forecast_section(**changes: Any) -> dict[str, Any]:
    """A flow's normalised forecast section."""
    return {
        "item": "store_id",
        "timestamp": "sales_date",
        "target": "total_sales",
        "covariates": ["promo"],
        "fills": {"promo": {"middle": "zero", "back": "zero", "future": "zero"}},
        "frequency": "D",
        "horizon": 5,
        "quantiles": ["p10", "p50", "p90"],
        "minimumRows": 25,
        "holdout": 5,
        "backtestWindows": 3,
        "timeBudgetSeconds": 60,
        "candidates": ["seasonal-naive", "npts", "ets", "theta", "arima", "lightgbm"],
        **changes,
    }


def sales(series: int = 4, days: int = 160, future_days: int = 5, seed: int = 1) -> Panel:
    """Daily sales with a week's season, a level that wanders and promotions that raise sales by a third."""
    rng = np.random.default_rng(seed)
    length = days + future_days
    day = np.arange(length)
    shape = (series, length)
    promo = (rng.random((series, length // 7 + 1)) < 0.3).repeat(7, axis=1)[:, :length]
    level = 100 * (1 + np.arange(series)[:, None]) * np.exp(0.01 * rng.standard_normal(shape).cumsum(axis=1))
    week = 1 + 0.3 * np.sin(2 * np.pi * day / 7)
    target = level * week * (1 + 0.33 * promo) * np.exp(0.08 * rng.standard_normal(shape))
    target[:, days:] = np.nan
    dates = np.datetime64("2023-01-02") + day
    items = np.arange(series).repeat(length)
    return panel_of(items, np.tile(dates, series), target.ravel(), promo.astype(float).reshape(-1, 1))
