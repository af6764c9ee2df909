"""A forecaster's folder as the parts of an MLflow model."""

from pathlib import Path
from typing import Any

from atelier.forecasting.forecaster import Forecaster
from atelier.tracking.model_code import copy_model_code, model_requirements
from atelier.tracking.model_signature import input_example, model_signature


def pyfunc_parts(forecaster_folder: Path, data: Path, staging: Path) -> dict[str, Any]:
    """The arguments by which `mlflow.pyfunc` logs or saves the model; its code is copied into `staging` first."""
    spec = Forecaster.load(forecaster_folder).spec
    return {
        "loader_module": "atelier.tracking.forecast_model",
        "data_path": str(forecaster_folder),
        "code_paths": [str(copy_model_code(staging))],
        "signature": model_signature(spec, data),
        "input_example": input_example(spec, data),
        "pip_requirements": model_requirements(),
    }
