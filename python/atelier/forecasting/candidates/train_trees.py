"""Training of gradient-boosted trees."""

import numpy as np

from atelier.forecasting.candidates.features import LIFT_COLUMN, features
from atelier.forecasting.window import Window, earlier, part

MOST_ROWS = 100_000
FEWEST_ORIGINS = 24
LARGEST_TARGET = 20.0
"""A target more than so many times the usual size is taken as this large."""
ROUNDS = 100
PARAMETERS = {
    "objective": "regression",
    "num_leaves": 31,
    "learning_rate": 0.08,
    "min_data_in_leaf": 50,
    "feature_fraction": 0.8,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "max_bin": 511,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbosity": -1,
}


def train_trees(window: Window, chosen: np.ndarray, season: int, year: int) -> str:
    """LightGBM's text of a model of the chosen series' targets, in units of their recent size and lift.

    A ValueError says why when LightGBM cannot learn from them.
    """
    import lightgbm

    table, target, lift = _training_rows(part(window, chosen), season, year)
    rows = lightgbm.Dataset(table, target, weight=lift)
    smallest_leaf = min(PARAMETERS["min_data_in_leaf"], max(5, len(target) // 100))
    parameters = {**PARAMETERS, "min_data_in_leaf": smallest_leaf}
    try:
        return lightgbm.train(parameters, rows, ROUNDS).model_to_string()
    except lightgbm.basic.LightGBMError as error:
        raise ValueError(f"LightGBM: {error}") from error


def _training_rows(window: Window, season: int, year: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every step of many earlier origins, staggered so that the series together cover every day of the history."""
    series = len(window.begin)
    origins = max(FEWEST_ORIGINS, MOST_ROWS // (series * window.horizon))
    window = part(window, np.arange(0, series, -(-series * window.horizon * origins // (2 * MOST_ROWS))))
    needed = np.minimum(4 * season, window.lengths() // 3)
    last = int((window.lengths() - needed).max())
    stride = max(1, (last - window.horizon) // origins)
    while stride % season == 0 and season > 1 and stride > 1:
        stride -= 1
    tables, targets, lifts = [], [], []
    for steps in range(window.horizon, max(last, window.horizon + 1), stride):
        past = earlier(window, steps + np.arange(len(window.begin)) % stride)
        past = part(past, past.lengths() >= np.maximum(needed, 1))
        table, scale = features(past, season, year)
        lift = table[:, LIFT_COLUMN].astype(np.float64)
        target = past.scored().ravel()
        usable = (lift > 0) & ~np.isnan(target)
        unit = (np.repeat(scale, window.horizon) * lift)[usable]
        tables.append(table[usable])
        targets.append(np.clip(target[usable] / unit, -LARGEST_TARGET, LARGEST_TARGET))
        lifts.append(lift[usable])
    return np.concatenate(tables), np.concatenate(targets), np.concatenate(lifts)
