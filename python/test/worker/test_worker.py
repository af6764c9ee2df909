"""A worker process runs one task and says how it ended."""

import importlib.util

import pytest

from atelier.worker import STEPS

REFUSED = {
    "text that is not JSON": ("{", "MalformedTask"),
    "nothing": ("", "MalformedTask"),
    "a list": ("[]", "UnknownStep"),
    "no step": ({}, "UnknownStep"),
    "a step that does not exist": ({"step": "dance"}, "UnknownStep"),
}


@pytest.mark.parametrize("task, code", REFUSED.values(), ids=REFUSED.keys())
def test_a_task_that_cannot_be_run_is_refused_with_exit_code_1(start_worker, task, code):
    worker = start_worker(task)
    problem = worker.next()["problem"]
    assert problem["code"] == code
    assert problem["fix"]
    assert worker.process.wait() == 1
    assert worker.process.stderr.read().startswith(f"{code}: ")


@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_its_module(step):
    assert importlib.util.find_spec(STEPS[step]) is not None


def test_the_fix_of_an_unknown_step_names_every_step(start_worker):
    fix = start_worker({"step": "dance"}).next()["problem"]["fix"]
    assert all(step in fix for step in ("load", "train", "register", "fetch", "serve", "batch", "sample-data"))


def test_a_bug_ends_with_exit_code_70_its_trace_in_the_log_and_no_result(start_worker):
    worker = start_worker({"step": "batch"})
    assert worker.next() == {}
    assert worker.process.wait() == 70
    assert "KeyError: 'model'" in worker.process.stderr.read()


def test_a_step_sends_progress_then_its_result(start_worker, trained, tmp_path):
    out = str(tmp_path / "forecast.parquet")
    task = {
        "step": "batch",
        "model": str(trained.folder),
        "digest": None,
        "data": str(trained.data),
        "out": out,
        "flow": trained.flow,
    }
    worker = start_worker(task)
    news = [worker.next() for _ in range(5)]
    assert [next(iter(document)) for document in news] == ["progress"] * 4 + ["result"]
    assert [document["progress"]["done"] for document in news[:4]] == [0, 1, 2, 3]
    assert news[4]["result"] == {"rows": 15, "path": out, "skippedItems": 0}
    assert worker.process.wait() == 0
