"""Writing of sales and promotions as CSV, store by store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow.csv import CSVWriter, WriteOptions

from atelier.sample_data.days import Days, describe_days
from atelier.sample_data.places import Place, place
from atelier.sample_data.sample_task import SampleTask
from atelier.sample_data.store_history import StoreHistory, invent_history

PLACE_COLUMNS = ("store_name", "store_address", "city", "state", "country")
SALES = pa.schema(
    [
        ("store_id", pa.int32()),
        *((name, pa.string()) for name in PLACE_COLUMNS),
        ("sales_date", pa.date32()),
        ("total_sales", pa.decimal128(18, 2)),
    ]
)
PROMOTIONS = pa.schema(
    [("store_id", pa.int32()), ("sales_date", pa.date32()), ("promo", pa.int8()), ("school_holiday", pa.int8())]
)


def write_sample_files(
    task: SampleTask, sales: Path, promotions: Path, progress: Callable[[int], None]
) -> dict[str, int]:
    """Write both files and count their rows; `progress` hears the number of finished stores."""
    days = describe_days(task.start, task.planned_days)
    rows = {"store_sales": 0, "store_promotions": 0}
    with open_csv(sales, SALES) as sales_csv, open_csv(promotions, PROMOTIONS) as promotions_csv:
        for store_id in range(1, task.stores + 1):
            where = place(store_id)
            history = invent_history(where, days, task.days, task.seed)
            sales_csv.write_table(sales_table(where, history, days))
            promotions_csv.write_table(promotions_table(where, history, days))
            rows["store_sales"] += len(history.sale_days)
            rows["store_promotions"] += len(history.promotion_days)
            progress(store_id)
    return rows


@contextmanager
def open_csv(path: Path, schema: pa.Schema) -> Iterator[CSVWriter]:
    """A CSV file with its header written; Arrow's own header would be quoted."""
    options = WriteOptions(include_header=False, quoting_style="none")
    with path.open("wb") as file:
        file.write((",".join(schema.names) + "\n").encode())
        with CSVWriter(file, schema, write_options=options) as writer:
            yield writer


def sales_table(where: Place, history: StoreHistory, days: Days) -> pa.Table:
    """One row a day on which the store was open."""
    count = len(history.sale_days)
    texts = [pa.repeat(getattr(where, name), count) for name in PLACE_COLUMNS]
    dates = pa.array(days.dates[history.sale_days], pa.date32())
    return pa.table([store_column(where, count), *texts, dates, money(history.sales_cents)], schema=SALES)


def promotions_table(where: Place, history: StoreHistory, days: Days) -> pa.Table:
    """One row a planned day."""
    dates = pa.array(days.dates[history.promotion_days], pa.date32())
    columns = [store_column(where, len(dates)), dates, pa.array(history.promo), pa.array(history.school_holiday)]
    return pa.table(columns, schema=PROMOTIONS)


def store_column(where: Place, count: int) -> pa.Array:
    """The store's number on each of its rows."""
    return pa.repeat(pa.scalar(where.store_id, pa.int32()), count)


def money(cents: np.ndarray) -> pa.Array:
    """Positive cents as decimals: the low word of a 128-bit integer holds them, the high word is zero."""
    words = np.zeros((len(cents), 2), dtype="<i8")
    words[:, 0] = cents
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(cents), [None, pa.py_buffer(words)])
