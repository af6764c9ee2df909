"""Spark code in a notebook: on an embedded engine here, on Spark where there is one."""

import functools
import os
import warnings
from typing import Any


@functools.cache
def spark() -> Any:
    """A session of PySpark's DataFrame API; with it goes `from pyspark.sql import functions as F`, afterwards.

    It reads files of `atelier.path(…)` and frames of pandas; what it makes is written by `atelier.load` alone. Here it
    is SQLFrame on an embedded DuckDB in memory; where ATELIER_ENGINE says `spark`, Spark itself.
    """
    if os.environ.get("ATELIER_ENGINE") == "spark":
        from atelier.etl.engines.spark_engine import open_session

        return open_session()
    import duckdb
    import sqlframe

    # Of each frame that becomes one of pandas, and about a way that is SQLFrame's own.
    warnings.filterwarnings("ignore", message="pandas only supports SQLAlchemy")
    connection = duckdb.connect()
    sqlframe.activate("duckdb", conn=connection)
    from pyspark.sql import SparkSession

    # MLflow asks whether a session of Spark's own is there, by this name, and takes no for an answer.
    SparkSession._instantiatedSession = None
    return SparkSession.builder.getOrCreate()
