"""Every number of an answer is a number, whichever candidate made it of whichever rows."""

import dataclasses
import math

import numpy as np
import pytest
from request_rows import HORIZON, csv_of, rows_of

from atelier.forecasting.candidates.ets_recursion import DAMPED, MULTIPLICATIVE, SEASONAL
from atelier.forecasting.forecaster import Forecaster
from atelier.forecasting.spec import spec_of
from atelier.forecasting.training import train
from atelier.forecasting.training_rows import read_training_rows
from atelier.problem import Problem
from atelier.serving.invocation import answer_invocation

CANDIDATES = ["seasonal-naive", "npts", "ets", "theta", "arima", "lightgbm"]


@pytest.fixture(scope="module")
def alone(trained):
    """A forecaster of one candidate: each as it was fitted, and Ets in its least stable form."""
    spec = spec_of({**trained.flow["forecast"], "candidates": CANDIDATES, "timeBudgetSeconds": 600})
    training = train(read_training_rows(trained.data, spec), spec, lambda *_: None)
    candidates = {name: tried.candidate for name, tried in training.tried.items()}
    candidates["ets, multiplied"] = dataclasses.replace(
        candidates["ets"],
        forms=np.full(3, SEASONAL | MULTIPLICATIVE | DAMPED),
        parameters=np.tile([[0.5, 0.3, 0.4, 0.98]], (3, 1)),
    )
    return {
        name: Forecaster(spec, training.forecaster.trained, training.lifts, {name: candidate}, {name: 1.0})
        for name, candidate in candidates.items()
    }


def history(*targets: float) -> list[list[object]]:
    """Rows whose targets come again and again, then rows to forecast."""
    rows = rows_of(1, history=60)
    for number, row in enumerate(rows[:60]):
        row[2] = targets[number % len(targets)]
    return rows


def with_covariates(*values: float) -> list[list[object]]:
    rows = rows_of(1, history=60)
    for number, row in enumerate(rows):
        row[3] = values[number % len(values)]
    return rows


EXTREMES = {
    "the largest targets": history(1e30),
    "the smallest targets": history(-1e30),
    "largest and smallest": history(1e30, -1e30),
    "largest and nothing": history(1e30, 0),
    "largest and nearly nothing": history(1e30, 5e-324),
    "nearly nothing": history(5e-324),
    "less than nothing by nearly nothing": history(-5e-324, 5e-324),
    "tiny and one": history(1e-300, 1),
    "nothing": history(0),
    "growing beyond measure": history(*(10.0 ** (number - 30) for number in range(60))),
    "shrinking beyond measure": history(*(10.0 ** (30 - number) for number in range(60))),
    "one row of history": rows_of(1, history=1),
    "two rows of history": rows_of(1, history=2),
    "the largest covariates": with_covariates(1e30),
    "covariates of both signs": with_covariates(1e30, -1e30, 0),
    "tiny covariates": with_covariates(5e-324, -1e-300),
    "a hundred thousand rows of the largest in one step": [
        *([1, f"2024-02-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}", 1e30, 0, 0] for n in range(80_000)),
        *([1, f"2024-02-{day:02}", None, 0, 0] for day in range(2, 7)),
    ],
}


@pytest.mark.parametrize("name", [*CANDIDATES, "ets, multiplied"])
@pytest.mark.parametrize("rows", EXTREMES.values(), ids=EXTREMES.keys())
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_an_answer_holds_finite_numbers_or_is_refused(alone, name, rows):
    try:
        answer = answer_invocation(alone[name], csv_of(rows).encode(), "csv", "csv").decode()
    except Problem as problem:
        assert (problem.code, name) == ("BadNumber", "ets, multiplied"), problem.message
        assert "Item '1'" in problem.message and problem.fix
        return
    numbers = [[float(cell) for cell in line.split(",")[2:]] for line in answer.splitlines()[1:]]
    assert len(numbers) == HORIZON
    for mean, *quantiles in numbers:
        assert all(math.isfinite(number) for number in (mean, *quantiles))
        assert quantiles == sorted(quantiles)


class InfiniteForecaster(Forecaster):
    """A model whose second item goes beyond every number."""

    def predict(self, panel):
        forecast = super().predict(panel)
        forecast.quantiles[forecast.offsets[1] + 2, 0] = np.inf
        return forecast


def test_an_infinite_forecast_is_refused_with_its_item(trained):
    forecaster = InfiniteForecaster.load(trained.folder)
    with pytest.raises(Problem, match="Item '2' has no finite forecast: .* between 1000.5 and 1029.5") as caught:
        answer_invocation(forecaster, csv_of(rows_of(1) + rows_of(2)).encode(), "csv", "json")
    assert caught.value.code == "BadNumber"
