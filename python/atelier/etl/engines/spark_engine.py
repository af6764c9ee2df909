"""Spark on two local cores: the reference for tests and benchmarks, and what Glue and EMR Serverless run."""

import os
import sys
from itertools import accumulate
from pathlib import Path

from pyspark.sql import Column, Row, SparkSession, functions
from pyspark.sql.types import StringType, StructField, StructType

from atelier.etl.engines.engine import DataFrame, InputRows
from atelier.etl.line_count import count_lines
from atelier.etl.record_files import write_record_files
from atelier.etl.source_file import SourceFile

FIRST_ROW_LINE = 2
ROW_NUMBER_BITS = 33
CORRUPT = "corrupt_record"


class SparkEngine:
    """Inputs are cached, intermediate frames checkpointed; a table is a folder of part files."""

    def __init__(self, scratch: Path) -> None:
        self.functions = functions
        self._scratch = scratch
        self._cached: dict[str, DataFrame] = {}
        self._session = open_session()

    def read(self, source: SourceFile, name: str) -> InputRows:
        """Spark splits a regular file between its cores; any other goes record by record."""
        rows = self._cached_rows(source, name)
        parts = self._parts(rows)
        count = sum(part["rows"] for part in parts)
        if not any(part["bad"] for part in parts) and count + 1 == count_lines(source.way):
            return InputRows(rows.select(line_number(parts), *(text(name) for name in source.columns)), None, count)
        self.forget(name)
        records = write_record_files(source, self._scratch / name)
        frames = (self._session.read.parquet(str(path)) for path in (records.rows, records.malformed))
        return InputRows(*frames, records.count)

    def forget(self, name: str) -> None:
        """Files read record by record were not cached."""
        if name in self._cached:
            self._cached.pop(name).unpersist()

    def one_row(self) -> DataFrame:
        """A range of one."""
        return self._session.range(1)

    def keep(self, frame: DataFrame, name: str) -> DataFrame:
        """A checkpoint rather than a cache: it also cuts the plan, which Spark would analyse again at every step."""
        return frame.localCheckpoint()

    def write(self, frame: DataFrame, columns: list[str], order: list[str], path: Path) -> int:
        """Part files in Spark's own order: sorting would cost Spark a shuffle that nobody needs."""
        frame.select(*columns).write.mode("overwrite").parquet(str(path))
        return self._session.read.parquet(str(path)).count()

    def close(self) -> None:
        """The session stays for the next load of this process; the machine's memory does not."""
        for name in list(self._cached):
            self.forget(name)

    def _cached_rows(self, source: SourceFile, name: str) -> DataFrame:
        schema = StructType([StructField(column, StringType()) for column in (*source.columns, CORRUPT)])
        reader = self._session.read.schema(schema).option("header", True).option("escape", '"')
        reader = reader.option("mode", "PERMISSIVE").option("columnNameOfCorruptRecord", CORRUPT)
        reader = reader.option("nullValue", "\u0000").option("emptyValue", "")
        rows = reader.csv(str(source.way)).withColumn("position", functions.monotonically_increasing_id())
        self._cached[name] = rows.persist()
        return self._cached[name]

    def _parts(self, rows: DataFrame) -> list[Row]:
        partition = functions.shiftright("position", ROW_NUMBER_BITS).alias("partition")
        corrupt = functions.count(CORRUPT).alias("bad")
        return sorted(rows.groupBy(partition).agg(functions.count("*").alias("rows"), corrupt).collect())


def open_session() -> SparkSession:
    """One session a process; Spark's workers use this Python."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[2]").appName("atelier").config("spark.ui.enabled", False)
    builder = builder.config("spark.sql.session.timeZone", "UTC").config("spark.sql.shuffle.partitions", 2)
    builder = builder.config("spark.driver.memory", "4g").config("spark.driver.host", "127.0.0.1")
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def line_number(parts: list[Row]) -> Column:
    """Physical lines from positions, which count from zero in each partition of a file."""
    lines_before = accumulate((part["rows"] for part in parts), initial=FIRST_ROW_LINE)
    first_lines = {part["partition"]: line for part, line in zip(parts, lines_before, strict=False)}
    known = functions.create_map(*(functions.lit(number) for pair in first_lines.items() for number in pair))
    partition = functions.shiftright("position", ROW_NUMBER_BITS)
    row_number = functions.col("position") - functions.shiftleft(partition, ROW_NUMBER_BITS)
    return (known[partition] + row_number).cast("bigint").alias("line")


def text(name: str) -> Column:
    """Spark reads an empty value as null."""
    return functions.coalesce(functions.col(name), functions.lit("")).alias(name)
