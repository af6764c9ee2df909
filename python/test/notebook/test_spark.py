"""Spark code in a notebook, beside everything else that is in it."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from mlflow.tracking import get_registry_uri


def test_code_of_pyspark_runs_and_a_file_is_read_as_text_where_it_is_asked_to_be(tmp_path: Path, session: Any) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("id,amount\n01,1.10\n02,2.20\n")
    from pyspark.sql import functions as F  # noqa: N812

    rows = session.read.option("all_varchar", True).csv(str(file), header=True, inferSchema=False)
    total = rows.agg(F.sum(F.col("amount").cast("decimal(18,2)")).alias("total")).toPandas()
    assert rows.toPandas()["id"].tolist() == ["01", "02"]
    assert str(total["total"][0]) in ("3.30", "3.3")


def test_a_frame_of_pandas_is_a_frame_of_the_session(session: Any) -> None:
    frame = session.createDataFrame(pd.DataFrame({"a": [1, 2]}))
    assert frame.count() == 2


@pytest.mark.usefixtures("session")
def test_mlflow_is_not_misled_by_it() -> None:
    assert get_registry_uri()
