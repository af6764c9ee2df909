"""What a training gave, kept beside its forecaster, so that a step that is run again goes on from there."""

import hashlib
import json
from pathlib import Path
from typing import Any

OUTCOME_FILE = "outcome.json"


def asked_digest(forecast: dict[str, Any], data: Path) -> str:
    """What a training was asked: the flow's forecast section and the bytes of the training rows, as hex."""
    total = hashlib.sha256(json.dumps(forecast, sort_keys=True).encode())
    with data.open("rb") as stream:
        total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()


def keep_outcome(out: Path, asked: str, outcome: dict[str, Any]) -> None:
    """Written last and whole: with this file there, so are the forecaster and its plots."""
    written = out / f".{OUTCOME_FILE}"
    written.write_text(json.dumps({"asked": asked, "outcome": outcome}, default=lambda value: value.tolist()))
    written.rename(out / OUTCOME_FILE)


def kept_outcome(out: Path, asked: str) -> dict[str, Any] | None:
    """The outcome of a training that was asked the same; None when there is none."""
    try:
        kept = json.loads((out / OUTCOME_FILE).read_text())
    except FileNotFoundError:
        return None
    return kept["outcome"] if kept["asked"] == asked else None
