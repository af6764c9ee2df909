"""The step `sample-data`: invented but realistic input files for the flow `sales-forecasting`."""

import filecmp
from pathlib import Path
from typing import Any

from atelier.etl.calendar import DEFAULT_CALENDAR
from atelier.problem import Problem
from atelier.report import Report
from atelier.sample_data.calendar_csv import write_calendar_csv
from atelier.sample_data.sample_files import write_sample_files
from atelier.sample_data.sample_task import parse_sample_task

FILES = ("store_sales", "store_promotions", "date_dim")


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Write store_sales.csv, store_promotions.csv and date_dim.csv: same task, same bytes.

    Returns `{files: {name: path}, rows: {name: count}}`. A file that is there already with other content is
    somebody's data: it stays, and a Problem says so.
    """
    sample = parse_sample_task(task, DEFAULT_CALENDAR)
    sample.folder.mkdir(parents=True, exist_ok=True)
    files = {name: sample.folder / f"{name}.csv" for name in FILES}
    drafts = {name: file.with_suffix(".csv.draft") for name, file in files.items()}

    def store_finished(done: int) -> None:
        if done % 50 == 0 or done == sample.stores:
            report.progress("inventing stores", done, sample.stores)

    rows = write_sample_files(sample, drafts["store_sales"], drafts["store_promotions"], store_finished)
    rows["date_dim"] = write_calendar_csv(DEFAULT_CALENDAR, drafts["date_dim"])
    try:
        for name, file in files.items():
            refuse_other_content(drafts[name], file)
        for name, file in files.items():
            drafts[name].replace(file)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    return {"files": {name: str(file) for name, file in files.items()}, "rows": rows}


def refuse_other_content(draft: Path, file: Path) -> None:
    """A file that would change keeps its content."""
    if file.exists() and not filecmp.cmp(draft, file, shallow=False):
        raise Problem(
            "SampleFileExists",
            f"{file} exists and holds something else than this sample.",
            "Choose another folder, or move the file away.",
        )
