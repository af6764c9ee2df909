"""Forecasts of every item after its last known target, as one Parquet file."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from atelier.forecasting.grid import grid_of
from atelier.forecasting.panel import panel_of
from atelier.forecasting.spec import spec_of
from atelier.report import Report
from atelier.serving.batch import run
from atelier.serving.next_steps import next_steps


def batch(trained, data, out):
    task = {
        "step": "batch",
        "model": str(trained.folder),
        "digest": None,
        "data": str(data),
        "out": str(out),
        "flow": trained.flow,
    }
    return run(task, Report(None))


def written(trained, rows, tmp_path):
    rows.to_parquet(tmp_path / "rows.parquet", index=False)
    result = batch(trained, tmp_path / "rows.parquet", tmp_path / "forecast.parquet")
    return result, pd.read_parquet(tmp_path / "forecast.parquet")


def test_every_store_gets_the_horizon_after_its_last_sale(trained, tmp_path):
    result = batch(trained, trained.data, tmp_path / "deep" / "forecast.parquet")
    assert result == {"rows": 15, "path": str(tmp_path / "deep" / "forecast.parquet"), "skippedItems": 0}
    table = pq.read_table(result["path"])
    assert table.schema.names == ["store_id", "sales_date", "mean", "p10", "p50", "p90"]
    assert table.schema.types == [pa.int32(), pa.date32(), *[pa.float64()] * 4]
    frame = table.to_pandas()
    days = pd.date_range("2024-05-20", periods=5).date.tolist()
    assert frame["sales_date"].tolist() == days * 3
    assert frame["store_id"].tolist() == [1] * 5 + [2] * 5 + [3] * 5
    assert (frame["p10"] <= frame["p50"]).all() and (frame["p50"] <= frame["p90"]).all()


def test_a_store_that_closed_earlier_is_forecast_from_its_own_last_sale(trained, tmp_path):
    rows = trained.rows[(trained.rows["store_id"] != 2) | (trained.rows.index % 140 < 100)]
    _, frame = written(trained, rows, tmp_path)
    assert frame.groupby("store_id")["sales_date"].min().astype(str).tolist() == [
        "2024-05-20",
        "2024-04-10",
        "2024-05-20",
    ]
    assert len(frame) == 15


def test_covariates_known_in_advance_are_taken_from_the_rows(trained, forecaster, tmp_path):
    """The last ten sales are unknown, promotions of those days are not: the answer is that of the same request."""
    rows = trained.rows.copy()
    rows.loc[rows.index % 140 >= 130, "total_sales"] = np.nan
    _, frame = written(trained, rows, tmp_path)
    asked = rows[rows.index % 140 < 135]
    covariates = asked[["promo", "school_holiday"]].to_numpy(float)
    panel = panel_of(
        asked["store_id"].to_numpy(),
        pd.to_datetime(asked["sales_date"]).to_numpy(),
        asked["total_sales"].to_numpy(),
        covariates,
    )
    assert frame["mean"].tolist() == forecaster.predict(panel).mean.tolist()
    assert frame["sales_date"].astype(str).iloc[[0, 4]].tolist() == ["2024-05-10", "2024-05-14"]


def test_items_the_model_does_not_know_are_left_out_and_counted(trained, tmp_path):
    stranger = trained.rows[trained.rows["store_id"] == 1].assign(store_id=np.int32(9))
    silent = trained.rows[trained.rows["store_id"] == 2].assign(total_sales=np.nan)
    rows = pd.concat([trained.rows[trained.rows["store_id"] != 2], stranger, silent])
    result, frame = written(trained, rows, tmp_path)
    assert result["skippedItems"] == 2
    assert sorted(frame["store_id"].unique()) == [1, 3]


def test_the_steps_lie_on_the_models_grid_whatever_the_rows_own(trained):
    fridays = grid_of(
        spec_of({**trained.flow["forecast"], "frequency": "W"}),
        np.array(["2024-03-01", "2024-03-08"], dtype="datetime64[s]"),
    )
    a_wednesday = panel_of(np.array([1]), np.array(["2024-03-13"]), np.array([5.0]), np.zeros((1, 2)))
    panel = next_steps(a_wednesday, fridays, 2)
    assert panel.time.astype("datetime64[D]").astype(str).tolist() == ["2024-03-13", "2024-03-22"]


def test_a_failed_write_leaves_the_former_file_and_nothing_else(trained, tmp_path, monkeypatch):
    out = tmp_path / "forecast.parquet"
    batch(trained, trained.data, out)
    before = out.read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("atelier.serving.batch.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        batch(trained, trained.data, out)
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["forecast.parquet"]
