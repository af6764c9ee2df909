"""The code and the packages a logged model brings along, so that it runs without Atelier being installed."""

import shutil
from importlib.metadata import version
from pathlib import Path

import atelier

PARTS = ("__init__.py", "problem.py", "forecasting", "tracking/__init__.py", "tracking/forecast_model.py")
PACKAGES = ("mlflow", "numpy", "pandas", "lightgbm", "numba")


def copy_model_code(into: Path) -> Path:
    """Copy the modules that load and run a forecaster into a folder; returns the package's folder in it."""
    package = Path(atelier.__file__).parent
    for part in PARTS:
        target = into / "atelier" / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if (package / part).is_dir():
            shutil.copytree(package / part, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(package / part, target)
    return into / "atelier"


def model_requirements() -> list[str]:
    """The packages such a model needs, at the versions it was trained with."""
    return [f"{name}=={version(name)}" for name in PACKAGES]
