"""A row that could not be loaded: its target is unknown, and unknown is never zero."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sales import forecast_section, sales

from atelier.forecasting.grid import grid_of
from atelier.forecasting.metrics import scores
from atelier.forecasting.outcome import outcome_of
from atelier.forecasting.panel import Panel, panel_of
from atelier.forecasting.regular_panel import RegularPanel, regular_panel
from atelier.forecasting.spec import spec_of
from atelier.forecasting.training import train
from atelier.forecasting.training_rows import REJECTED_COLUMN, read_training_rows

NAN = np.nan
WEEK = [100.0, 110, 120, 130, 140, 150, 0]
"""The last day of each week is closed."""


def regular(panel: Panel, **section) -> RegularPanel:
    spec = spec_of(forecast_section(horizon=2, covariates=[], **{"fills": {}, **section}))
    # Weeks begin on the first day of the rows, a Monday.
    grid = grid_of(spec, panel.time[:1])
    return regular_panel(panel, spec, grid, int(grid.steps(panel.time).max()))


def weeks(count: int, lost: list[int], items: int = 1) -> Panel:
    """Rows of `count` equal weeks, some of them rejected."""
    target = np.tile(WEEK, count * items)
    rejected = np.zeros(len(target), dtype=bool)
    rejected[lost] = True
    target[lost] = NAN
    day = np.datetime64("2024-01-01") + np.tile(np.arange(7 * count), items)
    return panel_of(np.repeat(np.arange(items), 7 * count), day, target, np.empty((len(target), 0)), rejected)


@pytest.mark.parametrize(
    ("lost", "expected"),
    [
        ([9], 120),
        ([8, 9, 10], 110),
        ([1], 110),
        ([27 - 1], 150),
        ([13], 0),
        ([2, 9, 16], 120),
    ],
    ids=["in the middle", "in a row", "in the first week", "in the last week", "on a closed day", "on one weekday"],
)
def test_a_rejected_day_is_what_its_weekday_was_around_it(lost: list[int], expected: float) -> None:
    panel = regular(weeks(4, lost))
    assert panel.target[lost[0]] == expected
    assert np.flatnonzero(panel.estimated).tolist() == lost
    assert panel.gaps.rejected == len(lost)
    assert panel.gaps.missing == 0


def test_a_weekday_that_is_not_known_at_all_lies_between_its_neighbours() -> None:
    panel = regular(weeks(3, [2, 9, 16]))
    assert panel.target[[2, 9, 16]].tolist() == [120, 120, 120]


@pytest.mark.parametrize("method", ["zero", "mean", "min", 7.5])
def test_what_is_filled_for_missing_rows_is_not_what_is_put_for_rejected_ones(method: str | float) -> None:
    fill = {"middle": method, "back": method, "future": "zero"}
    panel = regular(weeks(4, [9]), fills={"total_sales": fill})
    assert panel.target[9] == 120


def test_a_missing_day_counts_as_zero_beside_a_rejected_one() -> None:
    whole = weeks(4, [9])
    keep = np.arange(len(whole.time)) != 17
    rows = panel_of(
        np.zeros(keep.sum()), whole.time[keep], whole.target[keep], whole.covariates[keep], whole.rejected[keep]
    )
    panel = regular(rows)
    assert panel.target[[9, 17]].tolist() == [120, 0]
    assert (panel.gaps.rejected, panel.gaps.missing, panel.gaps.longest) == (1, 1, (0, 19740, 1))


def test_rejected_rows_outside_the_known_history_are_no_part_of_it() -> None:
    panel = regular(weeks(4, [0, 26, 27]))
    assert panel.history.tolist() == [25]
    assert (panel.gaps.rejected, panel.gaps.late) == (0, 2)
    assert np.isnan(panel.target[-2:]).all()


def test_a_week_with_a_rejected_day_counts_that_day_as_the_mean_of_the_others() -> None:
    panel = regular(weeks(4, [9]), frequency="W")
    assert panel.target[:4].tolist() == [750, pytest.approx(630 * 7 / 6), 750, 750]
    assert not panel.estimated.any()


def test_a_week_of_two_rows_is_told_of_where_most_have_one() -> None:
    days = np.datetime64("2024-01-05") + np.array([0, 7, 13, 28, 35, 42])
    panel = regular(panel_of(np.zeros(6), days, np.ones(6), np.empty((6, 0))), frequency="W")
    assert panel.target[:7].tolist() == [1, 2, 0, 0, 1, 1, 1]
    assert (panel.gaps.crowded, panel.gaps.missing) == (1, 2)
    assert regular(weeks(4, []), frequency="W").gaps.crowded == 0


def test_a_week_of_rejected_days_is_estimated() -> None:
    panel = regular(weeks(4, list(range(7, 14))), frequency="W")
    assert panel.target[:4].tolist() == [750, 750, 750, 750]
    assert np.flatnonzero(panel.estimated).tolist() == [1]


def test_training_with_rejected_rows_forecasts_as_with_all_of_them_and_not_lower() -> None:
    spec = spec_of(forecast_section(candidates=["npts", "ets", "theta"]))
    panel = sales(series=4, days=160)
    lost = np.flatnonzero(np.random.default_rng(2).random(len(panel.time)) < 0.05)
    rejected = np.isin(np.arange(len(panel.time)), lost) & ~np.isnan(panel.target)
    dirty = replace(panel, target=np.where(rejected, NAN, panel.target), rejected=rejected)
    quiet = lambda what, done, total: None  # noqa: E731
    clean, soiled = (train(one, spec, quiet) for one in (panel, dirty))
    ratio = soiled.forecaster.predict(dirty).mean.sum() / clean.forecaster.predict(panel).mean.sum()
    assert ratio == pytest.approx(1, abs=0.03)
    assert outcome_of(soiled)["gaps"]["rejected"] == rejected.sum()
    zeros = replace(dirty, rejected=np.zeros(len(rejected), dtype=bool))
    assert outcome_of(train(zeros, spec, quiet))["holdout"]["wql"] > 1.2 * outcome_of(soiled)["holdout"]["wql"]


def test_a_rejected_day_is_not_scored() -> None:
    spec = spec_of(forecast_section(candidates=[]))
    panel = sales(series=3, days=160)
    training = train(panel, spec, lambda what, done, total: None)
    window, prediction = training.windows[0], training.tried["seasonal-naive"].predictions[0]
    wrong = window.target.copy()
    lost = window.end + 2
    wrong[lost] = 1e9
    estimated = np.zeros(len(wrong), dtype=bool)
    estimated[lost] = True
    shown = scores(prediction, replace(window, target=wrong, estimated=estimated), spec)
    assert all(np.isfinite(list(shown.values())))
    assert shown["wape"] == pytest.approx(scores(prediction, window, spec)["wape"], rel=0.5)
    assert scores(prediction, replace(window, target=wrong), spec)["wape"] > 0.9


def test_the_training_rows_say_which_targets_were_rejected(tmp_path) -> None:
    columns = {
        "store_id": [1, 1, 1],
        "sales_date": np.array(["2024-01-01", "2024-01-02", "2024-01-03"], dtype="datetime64[s]"),
        "total_sales": pa.array([5.0, None, 6.0]),
        REJECTED_COLUMN: [False, True, False],
    }
    pq.write_table(pa.table(columns), tmp_path / "rows.parquet")
    panel = read_training_rows(tmp_path / "rows.parquet", spec_of(forecast_section(covariates=[], fills={})))
    assert panel.rejected.tolist() == [False, True, False]
