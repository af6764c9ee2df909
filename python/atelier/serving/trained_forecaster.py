"""The forecaster that a model folder holds, if it is the one that was trained."""

from pathlib import Path

from atelier.digest import digest_of_folder
from atelier.forecasting.forecaster import Forecaster
from atelier.problem import Problem

SHOWN_CHARACTERS = 12


def trained_forecaster(folder: Path, digest: str | None) -> Forecaster:
    """Load the folder's forecaster; `digest` is that of the training, null where none was kept.

    Problem: `ModelDamaged` where the folder holds anything else, or as much as one more file.
    """
    if digest is not None and (found := digest_of_folder(folder)) != digest:
        raise Problem(
            "ModelDamaged",
            f"The model folder {folder} holds {found[:SHOWN_CHARACTERS]}…, "
            f"but {digest[:SHOWN_CHARACTERS]}… was trained: it has been changed since it was fetched.",
            "Run the flow again: it fetches what tracking keeps, or trains anew.",
        )
    return Forecaster.load(folder)
