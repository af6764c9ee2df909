"""What MLflow's client says and asks by itself."""

import os

SETTINGS = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    # The address is one inside of a space, or made up, and leads nobody to the page.
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
}


def have_mlflow_quiet() -> None:
    """From now on, unless the environment says otherwise; before MLflow is imported."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
