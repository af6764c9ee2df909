"""A finished training in a folder, so that nobody has to train again for what comes after it."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atelier.digest import digest_of_file, digest_of_folder
from atelier.forecasting.forecaster import VERSION

FORECASTER_FOLDER = "forecaster"
PLOTS_FOLDER = "plots"
DOCUMENT = "training.json"


@dataclass(frozen=True)
class KeptTraining:
    """Outcome, forecaster and plots that training leaves for tracking and for the next steps."""

    outcome: dict[str, Any]
    forecaster: Path
    plots: list[Path]


def fingerprint_of(data: Path, section: Mapping[str, Any]) -> str:
    """The same for the same rows and the same forecast section, in the same release; as hex."""
    asked = json.dumps([VERSION, digest_of_file(data), section], sort_keys=True)
    return hashlib.sha256(asked.encode()).hexdigest()


def kept_training(folder: Path, fingerprint: str, make: Callable[[Path], dict[str, Any]]) -> KeptTraining:
    """The training in the folder when it is whole and has this fingerprint, else a new one.

    `make` fills a folder with the forecaster and its plots, and returns the outcome, which is kept as JSON. The folder
    appears whole or not at all.
    """
    if not _is_kept(folder, fingerprint):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as staging:
            draft = Path(staging) / folder.name
            draft.mkdir()
            outcome = make(draft)
            digest = digest_of_folder(draft / FORECASTER_FOLDER)
            document = {"fingerprint": fingerprint, "forecaster": digest, "outcome": outcome}
            (draft / DOCUMENT).write_text(json.dumps(document))
            shutil.rmtree(folder, ignore_errors=True)
            draft.rename(folder)
    outcome = json.loads((folder / DOCUMENT).read_text())["outcome"]
    return KeptTraining(outcome, folder / FORECASTER_FOLDER, sorted((folder / PLOTS_FOLDER).glob("*.png")))


def _is_kept(folder: Path, fingerprint: str) -> bool:
    """Whatever is damaged, by a full disk or by hand, is made again."""
    try:
        document = json.loads((folder / DOCUMENT).read_text())
        digest = digest_of_folder(folder / FORECASTER_FOLDER)
        return (document["fingerprint"], document["forecaster"]) == (fingerprint, digest)
    except (OSError, ValueError, KeyError, TypeError):
        return False
