"""The forecaster that training saves and serving loads."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from atelier.forecasting.candidate import Candidate, load_candidate, save_candidate
from atelier.forecasting.ensemble import ensemble_prediction
from atelier.forecasting.forecast import Forecast
from atelier.forecasting.grid import Grid
from atelier.forecasting.lifts import Lifts
from atelier.forecasting.panel import Panel
from atelier.forecasting.regular_panel import RegularPanel, regular_panel
from atelier.forecasting.spec import ForecastSpec, spec_of
from atelier.forecasting.window import Prediction, Window, window_of
from atelier.problem import Problem

FORMAT = "atelier-forecaster"
VERSION = 1


@dataclass(frozen=True)
class Trained:
    """Facts of the rows that the forecaster was trained on."""

    items: np.ndarray
    """(items,) ids in the order in which candidates keep their parameters"""
    grid: Grid
    last_step: int
    """the last step for which any item had a target"""
    non_negative: bool
    """whether no target was below zero; then no forecast is"""

    @property
    def floor(self) -> float:
        """The smallest value a forecast may have."""
        return 0.0 if self.non_negative else -np.inf


class Forecaster:
    """An ensemble with its parameters, ready to run over any history of the items it was trained on."""

    def __init__(
        self,
        spec: ForecastSpec,
        trained: Trained,
        lifts: Lifts,
        candidates: Mapping[str, Candidate],
        weights: Mapping[str, float],
    ) -> None:
        self.spec = spec
        self.items = frozenset(trained.items.tolist())
        self.trained = trained
        self.grid = trained.grid
        self._lifts = lifts
        self._candidates = candidates
        self._weights = weights
        self._index = {item: index for index, item in enumerate(trained.items.tolist())}
        self._columns = np.searchsorted(spec.fitted_levels, spec.levels)

    def predict(self, panel: Panel) -> Forecast:
        """Forecast every step the panel asks for: its rows after a series' last known target, at most `horizon`.

        Nothing is fitted again: the saved parameters are run over the history given.
        """
        self._check(panel)
        regular = regular_panel(panel, self.spec, self.grid, self.trained.last_step)
        _check_steps(regular, self.spec.horizon)
        series = np.array([self._index[item] for item in panel.items.tolist()], dtype=np.int64)
        window = window_of(regular, series, self._lifts, self.grid, self.spec.season, self.spec.horizon)
        prediction = self.predict_window(window)
        asked = np.arange(self.spec.horizon) < regular.asked[:, None]
        steps = (regular.first_step + regular.history)[:, None] + np.arange(self.spec.horizon)
        return Forecast(
            items=panel.items,
            offsets=np.concatenate(([0], np.cumsum(regular.asked))),
            time=self.grid.times(steps[asked]),
            mean=prediction.mean[asked],
            quantiles=prediction.quantiles[asked][:, self._columns],
        )

    def predict_window(self, window: Window) -> Prediction:
        """The ensemble's prediction of a window, at the fitted levels."""
        return ensemble_prediction(self._candidates, self._weights, window, self.trained.floor)

    def save(self, folder: Path) -> None:
        """Write the forecaster into a folder: JSON and numpy arrays, models of trees as LightGBM's text."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(folder / "items.npz", items=self.trained.items, **asdict(self._lifts))
        for name, candidate in self._candidates.items():
            save_candidate(folder, name, candidate)
        document = {
            "format": FORMAT,
            "version": VERSION,
            "spec": self.spec.as_dict(),
            "grid": asdict(self.grid),
            "lastStep": self.trained.last_step,
            "nonNegative": self.trained.non_negative,
            "weights": dict(self._weights),
        }
        (folder / "forecaster.json").write_text(json.dumps(document, indent=1))

    @classmethod
    def load(cls, folder: Path) -> "Forecaster":
        """Read what `save` wrote; a folder of another format or version is refused."""
        document = _document(folder)
        with np.load(folder / "items.npz", allow_pickle=False) as stored:
            items, lifts = stored["items"], Lifts(stored["slopes"], stored["neutral"], stored["closed"])
        trained = Trained(items, Grid(**document["grid"]), document["lastStep"], document["nonNegative"])
        candidates = {name: load_candidate(folder, name) for name in document["weights"]}
        return cls(spec_of(document["spec"]), trained, lifts, candidates, document["weights"])

    def _check(self, panel: Panel) -> None:
        for series, item in enumerate(panel.items.tolist()):
            if item not in self._index:
                raise Problem(
                    "UnknownItem",
                    f"Item {item} was not part of the training ({len(self.items)} items were).",
                    "Ask for items the model was trained on, or train again with this item's history.",
                )
            if np.isnan(panel.target[panel.rows(series)]).all():
                raise Problem(
                    "NoHistory",
                    f"Item {item} has no row with a {self.spec.target}.",
                    f"Send rows of history with {self.spec.target} before the rows to forecast.",
                )


def _check_steps(regular: RegularPanel, horizon: int) -> None:
    for item, asked in zip(regular.items.tolist(), regular.asked.tolist(), strict=True):
        if asked == 0:
            raise Problem(
                "NoFutureRows",
                f"Item {item} has no rows after its last known target.",
                "Add one row per step to forecast, with covariates and an empty target.",
            )
        if asked > horizon:
            raise Problem(
                "BeyondHorizon",
                f"Item {item} asks for {asked} steps after its last known target; the model was trained for {horizon}.",
                f"Ask for at most {horizon} steps.",
            )


def _document(folder: Path) -> dict:
    path = folder / "forecaster.json"
    document = json.loads(path.read_text()) if path.is_file() else {}
    if document.get("format") != FORMAT or document.get("version") != VERSION:
        raise Problem(
            "ForeignForecaster",
            f"{folder} holds format {document.get('format')} version {document.get('version')}; "
            f"this release reads {FORMAT} version {VERSION}.",
            "Train again with this release.",
        )
    return document
