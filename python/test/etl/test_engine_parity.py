"""The transformation is one code: both engines must make the same tables of the same files."""

import shutil
from pathlib import Path

import pytest
from dirty_files import IRREGULAR_SALES, PROMOTIONS, SALES, texts_of
from loading import load, section, write_inputs

from atelier.report import Report
from atelier.sample_data.generate import run as generate

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs a Java 17; there is no java here")


def assert_parity(inputs: dict, folder: Path) -> None:
    embedded = load(inputs, folder / "embedded")
    spark = load(inputs, folder / "spark", engine="spark")
    assert embedded.result["reasons"] == spark.result["reasons"]
    for name, rows in embedded.tables.items():
        assert sorted(spark.tables[name]) == sorted(rows), name
        assert spark.result["tables"][name]["rows"] == len(rows)


def test_dirty_files_give_the_same_tables_on_both_engines(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="the optional Spark packages are not installed")
    assert_parity(write_inputs(tmp_path, texts_of(SALES), texts_of(PROMOTIONS)), tmp_path)


def test_records_over_several_lines_give_the_same_tables_on_both_engines(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="the optional Spark packages are not installed")
    assert_parity(write_inputs(tmp_path, texts_of(IRREGULAR_SALES + SALES), texts_of(PROMOTIONS)), tmp_path)


def test_clean_files_give_the_same_tables_on_both_engines(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="the optional Spark packages are not installed")
    files = generate({"folder": str(tmp_path / "data"), "stores": 3, "days": 60}, Report(None))["files"]
    names = {"sales": "store_sales", "promotions": "store_promotions", "dates": "date_dim"}
    assert_parity({name: section(Path(files[file])) for name, file in names.items()}, tmp_path)
