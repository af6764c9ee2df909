"""A log cannot be forged by what is in the data."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import atelier

pytestmark = pytest.mark.walls
PACKAGE_ROOT = str(Path(atelier.__file__).parents[1])
FORGED = "2026-11-29 10:00:00,000 INFO atelier.serving: everything is well"
STAMPED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ .*: ")
EVIL = f"evil\\n{FORGED}\\r{FORGED}\\u2028{FORGED}\\x1b[2J\\x9b2J\\u202e"

WAYS = {
    "a record": f'logging.getLogger("atelier.x").info("value %s", "{EVIL}")',
    "a record of a library": f'logging.getLogger("library").warning("{EVIL}")',
    "the name of a logger": f'logging.getLogger("{EVIL}").warning("x")',
    "a record with a trace": f"""
try:
    raise ValueError("{EVIL}")
except ValueError:
    logging.exception("{EVIL}")""",
    "a record with a stack": f'logging.error("{EVIL}", stack_info=True)',
    "a warning": f'warnings.warn("{EVIL}")',
    "a failure that nobody catches": f'raise ValueError("{EVIL}")',
    "a failure behind a failure": f"""
try:
    raise KeyError("{EVIL}")
except KeyError as cause:
    raise ValueError("{EVIL}") from cause""",
    "a failure with notes": f"""
failure = ValueError("{EVIL}")
failure.add_note("{EVIL}")
raise failure""",
    "several failures at once": f'raise ExceptionGroup("{EVIL}", [ValueError("{EVIL}"), KeyError("{EVIL}")])',
    "a failing thread": f"""
def fail():
    raise ValueError("{EVIL}")
thread = threading.Thread(target=fail, name="{EVIL}")
thread.start()
thread.join()""",
    "an exception with a name of its own": f'raise type("{EVIL}", (Exception,), {{}})("{EVIL}")',
}


@pytest.mark.parametrize("way", WAYS)
def test_what_is_in_the_data_begins_no_line_and_hides_nothing(way: str) -> None:
    program = f"import logging, threading, warnings\nfrom atelier.log_lines import log_lines\nlog_lines()\n{WAYS[way]}"
    environment = {"PYTHONPATH": PACKAGE_ROOT}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=False)  # noqa: S603
    lines = done.stderr.decode().split("\n")
    assert any("evil" in line for line in lines)
    assert not [line for line in lines if line.startswith(FORGED)]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", done.stderr.decode())
    assert all(STAMPED.match(line) or re.match(r"  \| |\w*evil|\w+(Error|Group): |$", line) for line in lines)


@pytest.mark.parametrize("file", [f"nothing\n{FORGED}.csv", "\x1b[2J.csv", "\u202e.csv"])
def test_a_worker_tells_of_a_problem_on_one_line(start_worker, tmp_path, file: str) -> None:
    given = {
        "file": str(tmp_path / file),
        "within": str(tmp_path),
        "columns": {},
        "constants": {},
        "dateFormat": "yyyyMMdd",
    }
    worker = start_worker({"step": "load", "staging": str(tmp_path), "flow": {"inputs": {"sales": given}}})
    assert worker.next()["problem"]["code"] == "InputMissing"
    said = worker.process.stderr.read()
    assert said.count("\n") == 1
    assert said.startswith("InputMissing: ")
    assert "\x1b" not in said and "\u202e" not in said
