"""The transformation is one code: both engines must make the same tables of the same files."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from dirty_files import IRREGULAR_SALES, PROMOTIONS, SALES, texts_of
from loading import load, section, write_inputs

from atelier.report import Report
from atelier.sample_data.generate import run as generate

# Small inputs: compiling code for them, in Spark or in its Java, takes longer than running without.
QUICK_START = (
    "--conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN "
    "--conf spark.sql.adaptive.enabled=false "
    '--driver-java-options "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" pyspark-shell'
)

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java 17; there is no java here")


@pytest.fixture(autouse=True)
def spark(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyspark", reason="the optional Spark packages are not installed")
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", QUICK_START)


def assert_parity(inputs: dict[str, Any], folder: Path) -> None:
    embedded = load(inputs, folder / "embedded")
    spark = load(inputs, folder / "spark", engine="spark")
    assert embedded.result["inputs"] == spark.result["inputs"]
    for name, rows in embedded.tables.items():
        assert len(rows) > 0 or not inputs["promotions"]
        assert sorted(spark.tables[name], key=str) == sorted(rows, key=str), name
        assert spark.result["tables"][name]["rows"] == len(rows)


def test_files_with_dirty_and_clean_rows_give_the_same_tables_on_both_engines(tmp_path: Path) -> None:
    files = generate({"folder": str(tmp_path), "stores": 1, "days": 1}, Report(None))["files"]
    inputs = write_inputs(tmp_path, texts_of(SALES), texts_of(PROMOTIONS))
    assert_parity({**inputs, "dates": section(Path(files["date_dim"]))}, tmp_path)


def test_records_over_several_lines_give_the_same_tables_on_both_engines(tmp_path: Path) -> None:
    assert_parity(write_inputs(tmp_path, texts_of(IRREGULAR_SALES + SALES)), tmp_path)
