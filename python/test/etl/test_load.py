"""Promises of the load step to whoever runs it."""

import io
import json
import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from loading import PLACE, SALES_HEADER, load, sale, section, write_inputs

from atelier.problem import Problem
from atelier.report import Report

COLUMNS = {
    "date_dim": {
        "date_key": "INTEGER",
        "date_time": "TIMESTAMP",
        "week": "SMALLINT",
        "month": "SMALLINT",
        "quarter": "SMALLINT",
        "year": "SMALLINT",
        "weekday": "SMALLINT",
    },
    "store_dim": {
        "store_id": "INTEGER",
        "store_name": "VARCHAR",
        "store_address": "VARCHAR",
        "city": "VARCHAR",
        "state": "VARCHAR",
        "country": "VARCHAR",
    },
    "store_sales": {"store_id": "INTEGER", "date_key": "INTEGER", "total_sales": "DECIMAL(18,2)"},
    "store_promotions": {
        "store_id": "INTEGER",
        "date_key": "INTEGER",
        "promo": "SMALLINT",
        "school_holiday": "SMALLINT",
    },
    "rejected": {
        "input": "VARCHAR",
        "file": "VARCHAR",
        "line": "BIGINT",
        "reason": "VARCHAR",
        "row": "VARCHAR",
        "store_id": "INTEGER",
        "day": "DATE",
    },
}


@pytest.mark.parametrize("promotions", [["1,2024-01-01,1,0"], None])
def test_each_table_is_one_parquet_file_with_the_types_of_the_star_schema(
    tmp_path: Path, promotions: list[str] | None
) -> None:
    loaded = load(write_inputs(tmp_path, [sale()], promotions), tmp_path / "staging")
    for name, table in loaded.result["tables"].items():
        described = duckdb.read_parquet(table["path"])
        assert dict(zip(described.columns, map(str, described.types), strict=True)) == COLUMNS[name]
        assert table["rows"] == len(loaded.tables[name])
    assert len(loaded.tables["store_promotions"]) == len(promotions or [])


def test_sale_days_without_a_promotion_row_are_kept(tmp_path: Path) -> None:
    lines = [sale(day="2024-01-01"), sale(day="2024-01-02")]
    loaded = load(write_inputs(tmp_path, lines, ["1,2024-01-01,1,0"]), tmp_path / "staging")
    assert len(loaded.tables["store_sales"]) == 2
    assert loaded.tables["rejected"] == []


def test_money_keeps_its_cents(tmp_path: Path) -> None:
    amounts = ["0.07", "0.1", "4095.14", "9999999999999999.99", "-0.01", "1234567890123456.78"]
    lines = [sale(day=f"2024-01-{day:02}", total=amount) for day, amount in enumerate(amounts, 1)]
    loaded = load(write_inputs(tmp_path, lines), tmp_path / "staging")
    assert [row[2] for row in loaded.tables["store_sales"]] == [Decimal(amount) for amount in amounts]


def test_loading_the_same_files_again_gives_the_same_tables(tmp_path: Path) -> None:
    lines = [sale(store=str(store), day=f"2024-01-{day:02}") for day in range(1, 20) for store in range(50, 0, -1)]
    inputs = write_inputs(tmp_path, [*lines, "broken", lines[0]])
    first, second = load(inputs, tmp_path / "first"), load(inputs, tmp_path / "second")
    again = load(inputs, tmp_path / "second")
    assert first.tables == second.tables == again.tables
    assert [row[0] for row in first.tables["store_sales"][:50]] == list(range(50, 0, -1))


def test_nothing_but_the_tables_stays_in_the_staging_folder(tmp_path: Path) -> None:
    load(write_inputs(tmp_path, [sale(), "broken"]), tmp_path / "staging")
    assert {file.name for file in (tmp_path / "staging").iterdir()} == {f"{name}.parquet" for name in COLUMNS}


def test_progress_is_told_from_the_beginning_to_the_last_phase(tmp_path: Path) -> None:
    stream = io.StringIO()
    load(write_inputs(tmp_path, [sale()]), tmp_path / "staging", report=Report(stream))
    news = [json.loads(line)["progress"] for line in stream.getvalue().splitlines()]
    assert [item["done"] for item in news] == list(range(news[0]["total"]))


def test_columns_have_the_names_and_constants_of_the_flow(tmp_path: Path) -> None:
    file = tmp_path / "weekly.csv"
    file.write_text("Store,Temperature,Date,Weekly_Sales\n3,42.3,26-02-2010,1409727.59\n3,x,30-02-2010,1\n")
    place = {"store_name": "O'Neil", "store_address": "-", "city": "-", "state": "-", "country": "USA"}
    columns = {"store_id": "Store", "sales_date": "Date", "total_sales": "Weekly_Sales"}
    sales = section(file, columns=columns, constants=place, dateFormat="dd-MM-yyyy")
    loaded = load({"sales": sales, "promotions": None, "dates": None}, tmp_path / "staging")
    assert loaded.tables["store_dim"] == [(3, "O'Neil", "-", "-", "-", "USA")]
    assert loaded.tables["store_sales"] == [(3, 1057, Decimal("1409727.59"))]
    assert [row[2:5] for row in loaded.rejected()] == [
        (3, "bad date: sales_date '30-02-2010' is not a date written as dd-MM-yyyy", "3,x,30-02-2010,1")
    ]


@pytest.mark.parametrize(
    ("date_format", "good", "bad"),
    [
        ("dd-MM-yyyy", "05-01-2024", "2024-01-05"),
        ("MM-dd-yyyy", "01-05-2024", "13-05-2024"),
        ("dd/MM/yyyy", "05/01/2024", "05-01-2024"),
        ("MM/dd/yyyy", "01/05/2024", "02/30/2024"),
        ("dd.MM.yyyy", "05.01.2024", "05x01x2024"),
        ("yyyyMMdd", "20240105", "2024-01-05"),
    ],
)
def test_dates_are_read_strictly_in_the_format_of_the_flow(
    tmp_path: Path, date_format: str, good: str, bad: str
) -> None:
    inputs = write_inputs(tmp_path, [sale(day=good), sale(day=bad)])
    inputs["sales"]["dateFormat"] = date_format
    loaded = load(inputs, tmp_path / "staging")
    assert [row[1] for row in loaded.tables["store_sales"]] == [6118]
    assert loaded.reasons() == {3: f"bad date: sales_date '{bad}' is not a date written as {date_format}"}


def test_a_date_dimension_can_come_from_a_file(tmp_path: Path) -> None:
    dates = tmp_path / "dates.csv"
    days = ["7,2024-01-01,1,1,1,2024,0", "8,2024-01-02,53,1,1,2024,1", "8,2024-01-03,1,1,1,2024,2"]
    days += ["9,2024-01-02,1,1,1,2024,1", "10,2024-02-30,1,1,1,2024,1", "11,2024-01-05,99999,1,1,2024,1"]
    dates.write_text("\n".join(["date_key,date_time,week,month,quarter,year,weekday", *days]))
    inputs = write_inputs(tmp_path, [sale(day="2024-01-02"), sale(day="2024-01-03")])
    loaded = load({**inputs, "dates": section(dates)}, tmp_path / "staging")
    assert loaded.tables["date_dim"] == [
        (7, datetime(2024, 1, 1), 1, 1, 1, 2024, 0),
        (8, datetime(2024, 1, 2), 53, 1, 1, 2024, 1),
    ]
    assert [row[:2] for row in loaded.tables["store_sales"]] == [(1, 8)]
    assert loaded.reasons() == {3: "unknown date: sales_date '2024-01-03' is not in the calendar"}
    assert loaded.reasons("dates.csv") == {
        4: "duplicate key: date_key 8 is already on line 3",
        5: "duplicate key: date_time 2024-01-02 is already on line 3",
        6: "bad date: date_time '2024-02-30' is not a date written as yyyy-MM-dd",
        7: "bad number: week '99999' is not a whole number from -32768 to 32767",
    }


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f"{SALES_HEADER}\n{sale()}\n{sale(total='x')}\n", id="plain"),
        pytest.param(f"{SALES_HEADER}\n{sale()}\n{sale(total='x')}", id="no last line end"),
        pytest.param(f"{SALES_HEADER}\r\n{sale()}\r\n{sale(total='x')}\r\n", id="windows line ends"),
        pytest.param(f"{SALES_HEADER}\r{sale()}\r{sale(total='x')}\r", id="old mac line ends"),
        pytest.param(f"\ufeff{SALES_HEADER}\n{sale()}\n{sale(total='x')}\n", id="byte order mark"),
        pytest.param(f'"store_id", {SALES_HEADER[9:]}\n"1"{sale()[1:]}\n{sale(total="x")}\n', id="quotes"),
    ],
)
def test_a_file_may_be_written_in_several_ways(tmp_path: Path, content: str) -> None:
    file = tmp_path / "store_sales.csv"
    file.write_bytes(content.encode())
    loaded = load({"sales": section(file), "promotions": None, "dates": None}, tmp_path / "staging")
    assert loaded.tables["store_sales"] == [(1, 6114, Decimal("10.50"))]
    assert loaded.reasons().keys() == {3}


def test_a_path_may_hold_the_marks_of_a_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "it's [2024]*"
    folder.mkdir()
    assert len(load(write_inputs(folder, [sale()]), folder / "staging").tables["store_sales"]) == 1


@pytest.mark.parametrize(("sales", "promotions"), [([], None), ([sale()], []), (["", ""], None)])
def test_a_file_with_a_header_alone_is_refused(tmp_path: Path, sales: list[str], promotions: list[str] | None) -> None:
    with pytest.raises(Problem, match="has a header and no row") as refused:
        load(write_inputs(tmp_path, sales, promotions), tmp_path / "staging")
    assert refused.value.code == "InputEmpty"


@pytest.mark.parametrize(
    ("columns", "constants", "loaded"),
    [
        ({"store_name": "town", "city": "town"}, {}, ("Port", "1 Quay", "Port", "P", "L")),
        ({"store_name": "town", "store_address": "town", "city": "town"}, {}, ("Port", "Port", "Port", "P", "L")),
        ({"store_name": "store", "city": "town"}, {"country": "x"}, ("7", "1 Quay", "Port", "P", "x")),
    ],
)
def test_one_column_may_stand_for_several_of_ours(
    tmp_path: Path, columns: dict[str, str], constants: dict[str, str], loaded: tuple[str, ...]
) -> None:
    file = tmp_path / "sales.csv"
    file.write_text("store,town,street,region,land,day,amount\n7,Port,1 Quay,P,L,2024-01-01,5\n7,Port,1 Quay,P,L,x,5\n")
    usual = {"store_id": "store", "store_name": "town", "store_address": "street", "city": "town", "state": "region"}
    usual |= {"country": "land", "sales_date": "day", "total_sales": "amount"}
    named = {name: theirs for name, theirs in (usual | columns).items() if name not in constants}
    sales = section(file, columns=named, constants=constants)
    result = load({"sales": sales, "promotions": None, "dates": None}, tmp_path / "staging")
    assert result.tables["store_dim"] == [(7, *loaded)]
    assert result.tables["store_sales"] == [(7, 6114, Decimal("5.00"))]
    assert [row.row for row in result.rejected()] == ["7,Port,1 Quay,P,L,x,5"]


def test_the_embedded_engine_runs_without_spark(tmp_path: Path) -> None:
    inputs = write_inputs(tmp_path, [sale(place=PLACE)])
    program = (
        "import json, sys; from pathlib import Path; from loading import load;"
        "load(json.loads(sys.argv[1]), Path(sys.argv[2])); print('pyspark' in sys.modules)"
    )
    arguments = [sys.executable, "-c", program, json.dumps(inputs), str(tmp_path / "staging")]
    environment = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "False"


def test_an_unknown_engine_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="accepted are sqlframe, spark"):
        load(write_inputs(tmp_path, [sale()]), tmp_path / "staging", engine="polars")
