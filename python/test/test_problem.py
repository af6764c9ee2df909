"""Failures of the machine, told from mistakes of ours."""

import errno
import os

import duckdb
import pytest

from atelier.problem import machine_problem


def test_a_full_disk_is_the_machines_problem():
    with pytest.raises(OSError) as failure, open("/dev/full", "w") as full:  # noqa: PTH123
        full.write("anything")
    problem = machine_problem(failure.value)
    assert problem is not None
    assert (problem.code, problem.whose) == ("DiskFull", "machine")


def test_a_database_out_of_memory_is_the_machines_problem():
    connection = duckdb.connect(config={"memory_limit": "10MB", "max_temp_directory_size": "0MB"})
    with pytest.raises(duckdb.OutOfMemoryException) as failure:
        connection.execute("CREATE TABLE t AS SELECT i, hash(i) FROM range(10000000) r(i) ORDER BY 2")
    problem = machine_problem(failure.value)
    assert problem is not None
    assert (problem.code, problem.whose) == ("MemoryFull", "machine")


@pytest.mark.parametrize("failure", [ValueError("nothing"), OSError(errno.ENOENT, os.strerror(errno.ENOENT), "a.csv")])
def test_any_other_failure_is_not(failure):
    assert machine_problem(failure) is None
