"""The rows a flow would train on, from Atelier's own sample data."""

import tempfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from atelier.forecasting.panel import Panel, panel_of
from atelier.report import Report
from atelier.sample_data.generate import run as generate


def sample_panel(stores: int, days: int, seed: int, end: str) -> Panel:
    """Daily sales until the day `end`; promotions and school holidays are known some days further."""
    start = (date.fromisoformat(end) - timedelta(days=days - 1)).isoformat()
    with tempfile.TemporaryDirectory() as folder:
        generate({"folder": folder, "stores": stores, "days": days, "seed": seed, "start": start}, Report(None))
        sales = pc.read_csv(Path(folder) / "store_sales.csv").select(["store_id", "sales_date", "total_sales"])
        promotions = pc.read_csv(Path(folder) / "store_promotions.csv")
    rows = promotions.join(sales, ["store_id", "sales_date"], join_type="full outer")
    covariates = [rows[name].cast(pa.float64()).to_numpy() for name in ("promo", "school_holiday")]
    return panel_of(
        rows["store_id"].to_numpy(),
        rows["sales_date"].cast(pa.timestamp("s")).to_numpy(),
        rows["total_sales"].cast(pa.float64()).to_numpy(),
        np.column_stack(covariates),
    )
