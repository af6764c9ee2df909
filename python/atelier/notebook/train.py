"""Training of a forecaster, in the kernel."""

import json
import tempfile
import time as clock
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from atelier.notebook.argument_words import argument_words
from atelier.notebook.training_request import Fills, check_name, forecast_section
from atelier.notebook.training_rows import training_rows_of

if TYPE_CHECKING:
    import pandas as pd

    from atelier.forecasting.backtest import Progress
    from atelier.notebook.training_result import TrainingResult


def train(
    frame: "pd.DataFrame",
    *,
    item: str,
    time: str,
    target: str,
    frequency: str,
    horizon: int,
    quantiles: Sequence[str | float] = ("p10", "p50", "p90"),
    covariates: Sequence[str] = (),
    fills: Fills | None = None,
    minimum_rows: int = 25,
    holdout: int | None = None,
    backtest_windows: int = 3,
    time_budget_seconds: float = 120,
    candidates: Sequence[str] | None = None,
    name: str = "forecast",
) -> "TrainingResult":
    """Train on a frame with a row for each item and time, as a flow does with its forecast section.

    Rows after an item's last known `target` tell what is known of the steps to forecast. `holdout` is the horizon if
    nothing is said, and `candidates` are all. Nothing is written anywhere before `log` of what is answered. The same
    frame and arguments give the same forecast as long as the time budget suffices for all candidates.
    Problems: `TrainingArgument`, those of `training_rows_of`, and of training, such as `HorizonTooLong`.
    """
    asked = {key: value for key, value in locals().items() if key not in ("frame", "name")}
    check_name("name", name)
    section = forecast_section(asked)
    rows = training_rows_of(frame, section)
    with argument_words():
        return _train(rows, section, name)


def _train(rows: "pd.DataFrame", section: dict[str, Any], name: str) -> "TrainingResult":
    from atelier.forecasting.outcome import outcome_of
    from atelier.forecasting.spec import spec_of
    from atelier.forecasting.training import train as fit
    from atelier.forecasting.training_rows import read_training_rows
    from atelier.notebook.training_result import TrainingResult

    begun = clock.monotonic()
    folder = tempfile.TemporaryDirectory(prefix="training-")
    data = Path(folder.name) / "rows.parquet"
    rows.to_parquet(data, index=False)
    # As JSON has it, so that the record of a notebook and that of a flow read the same.
    spec = spec_of(json.loads(json.dumps(section)))
    panel = read_training_rows(data, spec)
    training = fit(panel, spec, _told())
    outcome = {**outcome_of(training), "seconds": clock.monotonic() - begun, "data": str(data)}
    print(f"trained on {outcome['items']} items in {outcome['seconds']:.1f} s")
    flow = {"flow": name, "forecast": section}
    return TrainingResult(f"{name}-{uuid.uuid4().hex[:12]}", flow, training, panel, outcome, folder)


def _told() -> "Progress":
    """One line for each candidate, not for each of its windows."""
    told: set[str] = set()

    def tell(what: str, done: int, total: int) -> None:
        kind, _, name = what.partition(": ")
        words = f"{'final fit' if kind == 'final fit' else 'backtests'}: {name}"
        if words not in told:
            told.add(words)
            print(words)

    return tell
