import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from atelier.sandbox import limit_files

SLEEPS = "import subprocess, sys, time; subprocess.Popen(['sleep', '60']); print('on', flush=True); time.sleep(60)"
CODE = Path(limit_files.__file__).parents[2]
UNLIMITED = resource.RLIM_INFINITY


@pytest.fixture
def started():
    with subprocess.Popen([sys.executable, "-c", SLEEPS], stdout=subprocess.PIPE, start_new_session=True) as process:  # noqa: S603 our own
        process.stdout.readline()
        yield process
        os.killpg(process.pid, 9)


def grow(pid: int, largest: int | None, *, for_good: bool) -> int:
    fields = {"pid": pid, "largest": largest, "for_good": for_good, "account": None}
    command = [sys.executable, "-P", "-m", "atelier.sandbox.limit_files", json.dumps(fields)]
    env = {**os.environ, "PYTHONPATH": str(CODE)}
    return int(subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout)  # noqa: S603 our own


def children_of(pid: int) -> list[int]:
    return [int(name) for name in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def limits_of(pid: int) -> set[tuple[int, int]]:
    return {resource.prlimit(one, resource.RLIMIT_FSIZE) for one in (pid, *children_of(pid))}


def test_a_limit_holds_for_a_process_and_what_it_has_started_and_is_taken_back(started):
    assert grow(started.pid, 65536, for_good=False) == 0
    assert len(children_of(started.pid)) == 1
    assert limits_of(started.pid) == {(65536, UNLIMITED)}
    assert grow(started.pid, None, for_good=False) == 0
    assert limits_of(started.pid) == {(UNLIMITED, UNLIMITED)}


def test_a_limit_for_good_is_no_more_than_it_was_until_root_with_its_rights_takes_it_back(started):
    grow(started.pid, 0, for_good=True)
    assert limits_of(started.pid) == {(0, 0)}
    held = grow(started.pid, None, for_good=False)
    assert limits_of(started.pid) == ({(UNLIMITED, UNLIMITED)} if held == 0 else {(0, 0)})
    assert held in {0, 2}


def test_of_a_process_that_is_gone_there_is_nothing_to_limit():
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
        assert grow(ended.pid, 0, for_good=True) == 0
