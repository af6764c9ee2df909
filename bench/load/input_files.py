"""The files that all contenders load: the sample at size, with a few rows of each kind of dirt at its end."""

from pathlib import Path

from atelier.report import Report
from atelier.sample_data.generate import run as generate

DAYS = 2000
# 2,000 days less public holidays, and less Sundays for three stores of five.
SALE_DAYS_A_STORE = 1802
PLACE = "Store 1 Berlin,Bahnhofstraße 1,Berlin,BE,Germany"
DIRTY_SALES = (
    f"1,{PLACE},2018-01-02,10.123",
    f"1,{PLACE},2018-02-30,10.12",
    f"1,{PLACE},2035-01-01,10.12",
    f"1,{PLACE},2018-01-02,1e5",
    f"1,{PLACE},2018-01-02,10.12",
    f"one,{PLACE},2018-01-02,10.12",
    f",{PLACE},2018-01-02,10.12",
    "1,Store 1 Berlin,Elsewhere 1,Berlin,BE,Germany,2029-01-02,10.12",
    "9000001,Store 9000001,,Berlin,BE,Germany,2029-01-02,10.12",
)
DIRTY_PROMOTIONS = ("1,2018-01-02,2,0", "9000002,2018-01-02,1,0", "1,2018-01-03,0,0", "1,2018-02-30,0,0")


def write_input_files(folder: Path, sales_rows: int) -> dict[str, int]:
    """Write about so many sales rows and the promotions to them, and count both."""
    stores = max(1, round(sales_rows / SALE_DAYS_A_STORE))
    task = {"folder": str(folder), "stores": stores, "days": DAYS, "start": "2018-01-01"}
    rows = generate(task, Report(None))["rows"]
    for name, dirt in (("store_sales", DIRTY_SALES), ("store_promotions", DIRTY_PROMOTIONS)):
        with (folder / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in dirt)
        rows[name] += len(dirt)
    return rows
