"""An engine whose package is not there."""

import sys

import pytest

from atelier.etl.load import run
from atelier.problem import Problem
from atelier.report import Report


def test_an_engine_that_is_not_installed_is_refused_with_the_way_round(tmp_path, monkeypatch):
    for name in [name for name in sys.modules if name.startswith(("pyspark", "atelier.etl.engines.spark"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    sales = tmp_path / "sales.csv"
    sales.write_text("store_id,store_name,store_address,city,state,country,sales_date,total_sales\n")
    source = {"file": str(sales), "within": str(tmp_path), "columns": {}, "constants": {}, "dateFormat": "yyyy-MM-dd"}
    flow = {
        "inputs": {"sales": source, "promotions": None, "dates": None},
        "calendar": {"from": "2010-01-01", "to": "2029-12-31", "firstKey": 1001},
    }
    with pytest.raises(Problem, match="pyspark.*not installed") as problem:
        run({"step": "load", "flow": flow, "staging": str(tmp_path), "engine": "spark"}, Report(None))
    assert "sqlframe" in problem.value.fix
