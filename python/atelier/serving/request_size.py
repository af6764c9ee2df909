"""How much may be asked at once, before anything is computed for it."""

from atelier.forecasting.forecaster import Forecaster
from atelier.forecasting.panel import Panel
from atelier.problem import Problem
from atelier.serving.shown import shown

# Numbers that a request may fill an array with: 24 MB of them.
LIMIT_NUMBERS = 3_000_000
# Few rows cannot ask for much: a row in a hundred steps is a very sparse history already.
FREE_STEPS = 20_000
STEPS_A_ROW = 100
# What the trees look at for each step ahead, beside the covariates.
FEATURES = 20


def check_size(panel: Panel, forecaster: Forecaster) -> None:
    """Refuse rows that reach over more steps, or ask for more numbers, than a request may; the rows themselves are few.

    Every step between the first and the last row of an item is filled, and closed days are looked up in every step
    between the first and the last row of all, so one wrong year is enough. Problems: `TooManyItems`, `TooManySteps`.
    """
    spec = forecaster.spec
    items_limit = LIMIT_NUMBERS // (spec.horizon * (1 + len(spec.quantiles) + len(spec.covariates) + FEATURES))
    if len(panel.items) > items_limit:
        raise Problem(
            "TooManyItems",
            f"{len(panel.items):,} items are asked for; with a horizon of {spec.horizon} steps and "
            f"{len(spec.quantiles)} quantiles a request may have {items_limit:,}.",
            "Ask for fewer items at a time, or use the flow's batch predictions.",
        )
    steps_limit = min(LIMIT_NUMBERS // (1 + len(spec.covariates)), FREE_STEPS + STEPS_A_ROW * len(panel.time))
    first, last = panel.offsets[:-1], panel.offsets[1:] - 1
    begin, end = forecaster.grid.steps(panel.time[first]), forecaster.grid.steps(panel.time[last])
    steps = end - begin + 1 + spec.horizon
    if steps.sum() > steps_limit:
        longest = int(steps.argmax())
        raise _too_many_steps(panel, int(steps.sum()), steps_limit, first[longest], last[longest], spec.frequency)
    if end.max() - begin.min() > steps_limit:
        span = int(end.max() - begin.min())
        raise _too_many_steps(panel, span, steps_limit, first[begin.argmin()], last[end.argmax()], spec.frequency)


def _too_many_steps(panel: Panel, steps: int, limit: int, first: int, last: int, frequency: str) -> Problem:
    """`first` and `last` are the rows to look at."""
    items = panel.items[panel.row_series()[[first, last]]]
    return Problem(
        "TooManySteps",
        f"The rows reach over {steps:,} steps of {frequency}; {len(panel.time):,} rows may reach over {limit:,}. "
        f"Item '{shown(items[0])}' begins at {panel.time[first]}, item '{shown(items[1])}' ends at {panel.time[last]}.",
        "Correct the years of these rows, or ask for fewer items at a time.",
    )
