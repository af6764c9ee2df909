"""Whether a panel can be trained on as the flow asks."""

import numpy as np

from atelier.forecasting.panel import Panel
from atelier.forecasting.regular_panel import RegularPanel
from atelier.forecasting.spec import ForecastSpec
from atelier.problem import Problem

MOST_MISSING = 0.5
SHORTEST_HISTORY = 8
"""Fewest steps before the earliest backtest from which anything is learned."""


def check_frequency(panel: Panel, regular: RegularPanel, spec: ForecastSpec) -> None:
    """Refuse data of which most steps would have to be invented."""
    rows = int((~np.isnan(panel.target)).sum())
    steps = int(regular.history.sum())
    if steps * (1 - MOST_MISSING) > rows:
        gaps = np.diff(panel.time)[np.diff(panel.row_series()) == 0]
        usual = np.median(gaps.astype(np.int64)) / 86_400
        raise Problem(
            "FrequencyDoesNotMatch",
            f"With frequency {spec.frequency}, {steps - rows} of {steps} steps have no row; "
            f"most rows lie {usual:g} days apart.",
            "Set forecast.frequency to the distance of the rows: W for weekly, M for monthly data.",
        )


def check_lengths(regular: RegularPanel, spec: ForecastSpec) -> np.ndarray:
    """(series,) which series are long enough for every backtest; a Problem when none is."""
    longest = int(regular.history.max())
    if 4 * spec.horizon > longest:
        raise Problem(
            "HorizonTooLong",
            f"forecast.horizon is {spec.horizon}; the longest series has {longest} steps and at most a quarter "
            f"of them, {longest // 4}, can be forecast.",
            f"Set forecast.horizon to {max(longest // 4, 1)} or less, or load a longer history.",
        )
    needed = spec.holdout + spec.backtest_windows * spec.horizon + SHORTEST_HISTORY
    if longest < needed:
        raise Problem(
            "HistoryTooShort",
            f"{spec.backtest_windows} backtest windows of {spec.horizon} steps, a holdout of {spec.holdout} and "
            f"{SHORTEST_HISTORY} steps to learn from need {needed} steps; the longest series has {longest}.",
            "Load a longer history, or ask for a shorter horizon or fewer forecast.backtestWindows.",
        )
    return regular.history >= needed


def check_target(regular: RegularPanel, spec: ForecastSpec) -> None:
    """Refuse a target that is zero everywhere: no score is defined for it."""
    if not np.any(np.nan_to_num(regular.target)):
        raise Problem(
            "ZeroTarget",
            f"Every {spec.target} is zero.",
            "Check that forecast.target names the right column.",
        )


def check_covariates(regular: RegularPanel, spec: ForecastSpec) -> None:
    """Refuse a covariate that is known for no step of the history: nothing could be learned of it but its fill."""
    for name, unknown in zip(spec.covariates, regular.gaps.past_unknown.tolist(), strict=True):
        if unknown == regular.gaps.steps:
            raise Problem(
                "CovariateUnknown",
                f"{name} is not known for any of the {unknown} steps with {spec.target}.",
                f"Load rows with {name} for the same items and days, or remove it from forecast.covariates.",
            )
