import matplotlib.dates
import numpy as np
import pytest
from sales import forecast_section, sales

from atelier.forecasting.outcome import outcome_of
from atelier.forecasting.plots import bar_figure, draw_plots, forecast_figure
from atelier.forecasting.spec import spec_of
from atelier.forecasting.training import train


@pytest.fixture(scope="module")
def training():
    spec = spec_of(forecast_section(candidates=["npts"], quantiles=["p50", "p90"], holdout=7))
    return train(sales(series=6, days=120), spec, lambda what, done, total: None)


def test_a_training_with_covariates_has_three_pictures(training, tmp_path):
    plots = draw_plots(training, outcome_of(training), tmp_path)
    assert [plot.name for plot in plots] == ["forecast.png", "leaderboard.png", "importance.png"]
    assert all(plot.read_bytes().startswith(b"\x89PNG") for plot in plots)


def test_each_picture_of_a_forecast_names_its_item_and_the_target(training):
    panels = forecast_figure(training).axes
    assert [axes.get_title() for axes in panels] == [f"store_id {item}" for item in (0, 1, 3, 5)]
    assert {axes.get_ylabel() for axes in panels} == {"total_sales"}


def test_the_forecast_is_drawn_over_the_dates_of_the_holdout_beside_what_happened(training):
    figure = forecast_figure(training)
    legend = [text.get_text() for text in figure.legends[0].get_texts()]
    assert legend == ["actual", "mean", "p50–p90", "holdout begins"]
    actual, mean, begin = figure.axes[0].lines
    days = [str(matplotlib.dates.num2date(matplotlib.dates.date2num(day)).date()) for day in mean.get_xdata()]
    assert days == [f"2023-04-{day}" for day in range(25, 32) if day < 31] + ["2023-05-01"]
    assert begin.get_xdata()[0] == mean.get_xdata()[0]
    panel = sales(series=6, days=120)
    np.testing.assert_array_equal(actual.get_ydata()[-7:], panel.target[113:120])


def test_every_bar_shows_its_value():
    axes = bar_figure({"ensemble": 0.0412, "theta": 0.05}, "wQL").axes[0]
    assert [text.get_text() for text in axes.texts] == ["0.050", "0.041"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["theta", "ensemble"]
