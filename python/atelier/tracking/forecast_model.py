"""A forecaster as an MLflow model: data frame in, data frame out."""

from pathlib import Path

import numpy as np
import pandas as pd

from atelier.forecasting.forecaster import Forecaster
from atelier.forecasting.panel import panel_of


class ForecastModel:
    """The model that `mlflow.pyfunc.load_model` and `mlflow models serve` call."""

    def __init__(self, forecaster: Forecaster) -> None:
        self._forecaster = forecaster

    def predict(self, rows: pd.DataFrame, params: dict | None = None) -> pd.DataFrame:
        """History with the target, then steps to forecast without; the columns of training, under their names.

        Answers one row per item and step: item, timestamp, mean and each quantile.
        """
        spec = self._forecaster.spec
        items = rows[spec.item].to_numpy()
        panel = panel_of(
            items,
            pd.to_datetime(rows[spec.timestamp]).to_numpy(),
            rows[spec.target].to_numpy(dtype=np.float64),
            rows[list(spec.covariates)].to_numpy(dtype=np.float64),
        )
        forecast = self._forecaster.predict(panel)
        answered = np.repeat(forecast.items, np.diff(forecast.offsets))
        return pd.DataFrame(
            {
                spec.item: answered.astype(items.dtype) if items.dtype.kind in "iu" else answered,
                spec.timestamp: forecast.time,
                "mean": forecast.mean,
                **dict(zip(spec.quantiles, forecast.quantiles.T, strict=True)),
            }
        )


def _load_pyfunc(path: str) -> ForecastModel:
    """MLflow's entry point: `path` is the folder a forecaster was saved in."""
    return ForecastModel(Forecaster.load(Path(path)))
