"""What a training in a notebook answers."""

import io
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from atelier.digest import digest_of_folder
from atelier.forecasting.backtest import BASELINE
from atelier.forecasting.panel import Panel
from atelier.forecasting.plots import draw_plots, training_figures
from atelier.forecasting.training import Training
from atelier.notebook.ground import ground
from atelier.notebook.training_frames import holdout_frame, leaderboard_frame, metrics_frame, next_frame
from atelier.notebook.training_request import check_name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


class TrainingResult:
    """A fitted forecaster: how good it is, what it forecasts, and the ways into tracking and the registry."""

    def __init__(
        self,
        execution: str,
        flow: dict[str, Any],
        training: Training,
        panel: Panel,
        outcome: dict[str, Any],
        folder: "TemporaryDirectory[str]",
    ) -> None:
        self._execution, self._flow, self._training, self._panel = execution, flow, training, panel
        self._outcome, self._folder = outcome, folder
        self._item_type = pq.read_schema(outcome["data"]).field(flow["forecast"]["item"]).type
        self._logged: dict[str, str] | None = None

    def __repr__(self) -> str:
        """In one line, how it did."""
        held, base = self._outcome["holdout"]["wql"], self._outcome["holdout"]["baselineWql"]
        return f"TrainingResult of {self._outcome['items']} items: wQL {held:.4f} on the holdout, {BASELINE} {base:.4f}"

    @cached_property
    def leaderboard(self) -> "pd.DataFrame":
        """Candidates and the ensemble by their backtests, best first; `role` names the baseline."""
        return leaderboard_frame(self._outcome)

    @cached_property
    def metrics(self) -> "pd.DataFrame":
        """Scores on the holdout beside the baseline's."""
        return metrics_frame(self._training, self._outcome)

    @property
    def beats_baseline(self) -> bool:
        """Whether the ensemble forecast the holdout better, by wQL, than repeating the last season."""
        held = self._outcome["holdout"]
        return held["wql"] < held["baselineWql"]

    @cached_property
    def forecast(self) -> "pd.DataFrame":
        """The steps after the rows, with the quantiles."""
        return next_frame(self._training, self._panel, self._item_type)

    @cached_property
    def holdout(self) -> "pd.DataFrame":
        """What happened in the holdout beside its forecast."""
        return holdout_frame(self._training, self._item_type)

    @property
    def importance(self) -> dict[str, float]:
        """By covariate, the share by which wQL grows without knowing it; empty without covariates."""
        return self._outcome["importance"]

    @property
    def run_id(self) -> str | None:
        """The run in tracking; None before `log`."""
        return self._logged and self._logged["runId"]

    def plot(self) -> "dict[str, Figure]":
        """Show the holdout with its forecast, the leaderboard and the importance; answers the figures by name."""
        figures = training_figures(self._training, self._outcome)
        for figure in figures.values():
            _show(figure)
        return figures

    def log(self) -> str:
        """Leave the record of a flow's training in tracking, with the model; answers the run's id. Once is enough.

        Problems: `NotInASpace`, and those of `connected_to`, such as `NotAllowed`.
        """
        from atelier.tracking.connect_by_address import connected_to
        from atelier.tracking.log_training import record_training

        if self._logged is None:
            forecaster, plots = self._saved()
            experiment = self._flow["flow"]
            with connected_to(ground().tracking()) as client:
                self._logged = record_training(
                    client, experiment, self._execution, self._flow, self._outcome, forecaster, plots
                )
        return self._logged["runId"]

    def register(self, name: str) -> int:
        """Register the logged model under a name; answers its version, the same one when asked again.

        Problems: those of `log`, and `TrainingArgument`.
        """
        from atelier.tracking.connect_by_address import connected_to
        from atelier.tracking.register import version_of

        check_name("name", name)
        run_id = self.log()
        task = {
            "model": name,
            "execution": self._execution,
            "runId": run_id,
            "modelUri": self._logged["modelUri"],
            "digest": digest_of_folder(self._saved()[0]),
        }
        with connected_to(ground().tracking()) as client:
            return version_of(client, task)

    def _saved(self) -> tuple[Path, list[Path]]:
        folder = Path(self._folder.name)
        forecaster, plots = folder / "forecaster", folder / "plots"
        if not forecaster.exists():
            self._training.forecaster.save(forecaster)
            draw_plots(self._training, self._outcome, plots)
        return forecaster, sorted(plots.glob("*.png"))


def _show(figure: "Figure") -> None:
    """In a notebook; elsewhere the figures that are answered are all there is."""
    try:
        from IPython import get_ipython
        from IPython.display import Image, display
    except ImportError:
        return
    if get_ipython() is not None:
        picture = io.BytesIO()
        figure.savefig(picture, format="png", dpi=90)
        display(Image(picture.getvalue()))
