import os
from pathlib import Path

import numpy as np
import pyarrow.csv as pc
import pytest
from sales import forecast_section

from atelier.forecasting.outcome import outcome_of
from atelier.forecasting.panel import panel_of
from atelier.forecasting.spec import spec_of
from atelier.forecasting.training import train

REPOSITORY = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("ATELIER_SHARED_DATA", REPOSITORY.parent / "shared" / "data"))
FILE = DATA / "walmart_weekly_store_sales.csv"


@pytest.mark.skipif(not FILE.is_file(), reason=f"{FILE.name} is not there (set ATELIER_SHARED_DATA to its folder)")
def test_the_ensemble_beats_seasonal_naive_on_45_real_stores():
    rows = pc.read_csv(FILE)
    days = np.array(["-".join(reversed(date.split("-"))) for date in rows["Date"].to_pylist()], dtype="datetime64[s]")
    holiday = rows["Holiday_Flag"].to_numpy().astype(float).reshape(-1, 1)
    panel = panel_of(rows["Store"].to_numpy(), days, rows["Weekly_Sales"].to_numpy(), holiday)
    section = forecast_section(frequency="W", horizon=8, holdout=8, covariates=["Holiday_Flag"], fills={})
    outcome = outcome_of(train(panel, spec_of(section), lambda what, done, total: None))
    assert outcome["items"] == 45
    for score, baseline in (("wql", "baselineWql"), ("wape", "baselineWape")):
        assert outcome["ensemble"][score] < outcome["baseline"][score]
        assert outcome["holdout"][score] < outcome["holdout"][baseline]
