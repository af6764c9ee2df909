import numpy as np
import pytest
from sales import forecast_section

from atelier.forecasting.grid import grid_of
from atelier.forecasting.panel import panel_of
from atelier.forecasting.regular_panel import regular_panel
from atelier.forecasting.spec import spec_of
from atelier.problem import Problem

NAN = np.nan


def regular(rows: list[tuple], back_until: str | None = None, **section):
    """The regular panel of (item, date, target, promo) rows."""
    spec = spec_of(forecast_section(horizon=2, **section))
    items, dates, targets, promos = (np.array(column) for column in zip(*rows, strict=True))
    panel = panel_of(items, dates.astype("datetime64[s]"), targets.astype(float), promos.astype(float).reshape(-1, 1))
    grid = grid_of(spec, panel.time)
    last = max(dates) if back_until is None else back_until
    return regular_panel(panel, spec, grid, int(grid.steps(np.array([last], dtype="datetime64[s]"))[0]))


def promo_fill(**parts):
    return {"fills": {"promo": {"middle": "zero", "back": "zero", "future": "zero", **parts}}}


def test_a_gap_is_filled_and_rows_come_in_any_order():
    panel = regular([(1, "2024-01-04", 7, 1), (1, "2024-01-01", 5, 0), (1, "2024-01-02", 6, 0)])
    assert panel.target[:4].tolist() == [5, 6, 0, 7]
    assert panel.history.tolist() == [4]


def test_rows_of_one_step_are_added_and_their_largest_covariate_counts():
    rows = [(1, "2024-01-01", 5, 0), (1, "2024-01-03", 6, 1), (1, "2024-01-08", 7, 0), (1, "2024-01-15", 1, 0)]
    panel = regular(rows, frequency="W")
    assert panel.target[:3].tolist() == [11, 7, 1]
    assert panel.covariates[:3, 0].tolist() == [1, 0, 0]


@pytest.mark.parametrize(
    ("method", "filled"), [("zero", 0), ("mean", 4), ("median", 3), ("min", 1), ("max", 8), (2.5, 2.5)]
)
def test_each_fill_method_fills_the_middle(method, filled):
    rows = [(1, f"2024-01-0{day}", 1, promo) for day, promo in ((1, 1), (2, NAN), (3, 3), (4, 8))]
    assert regular(rows, **promo_fill(middle=method)).covariates[1, 0] == filled


def test_unknown_covariates_are_back_up_to_the_last_known_day_of_any_series_and_future_after_it():
    rows = [(1, "2024-01-01", 5, 1), (1, "2024-01-02", 5, NAN)]
    panel = regular(rows, back_until="2024-01-03", **promo_fill(back=7, future=9))
    assert panel.covariates[:, 0].tolist() == [1, 7, 7, 9]


def test_the_target_is_filled_as_the_flow_says():
    section = {"fills": {"total_sales": {"middle": "mean", "back": "zero", "future": "zero"}}}
    panel = regular([(1, "2024-01-01", 4, 0), (1, "2024-01-03", 8, 0)], **section)
    assert panel.target[:3].tolist() == [4, 6, 8]


def test_rows_after_the_last_sale_ask_for_a_forecast_and_rows_before_the_first_are_left_out():
    rows = [(1, "2024-01-01", NAN, 1), (1, "2024-01-02", 5, 0), (1, "2024-01-03", 6, 0), (1, "2024-01-05", NAN, 1)]
    panel = regular(rows)
    assert (panel.history.tolist(), panel.asked.tolist()) == ([2], [2])
    assert panel.covariates[:, 0].tolist() == [0, 0, 0, 1]


def test_one_item_twice_at_the_same_time_is_refused():
    with pytest.raises(Problem) as caught:
        regular([(7, "2024-01-01", 4, 0), (7, "2024-01-01", 8, 0)])
    assert caught.value.code == "DuplicateTimestamp"
    assert "Item 7" in caught.value.message
