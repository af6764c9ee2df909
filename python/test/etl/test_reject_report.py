"""Report of the load about the rows that it could not load."""

import csv
from datetime import date
from pathlib import Path

import pytest
from dirty_files import IRREGULAR_SALES, PROMOTIONS, SALES, texts_of
from loading import Loaded, Rejected, load, sale, section, write_inputs


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("dirty")
    return load(write_inputs(folder, texts_of(IRREGULAR_SALES + SALES), texts_of(PROMOTIONS)), folder / "staging")


def test_each_input_has_its_own_counts_that_add_up(dirty: Loaded) -> None:
    for name, table in (("sales", "store_sales"), ("promotions", "store_promotions")):
        counts = dirty.counts(name)
        rejected = [row for row in dirty.rejected() if row.input == name]
        assert counts["loaded"] == len(dirty.tables[table])
        assert counts["rejected"] == len(rejected) == sum(counts["reasons"].values())
        assert counts["read"] == counts["loaded"] + counts["rejected"]


def test_the_most_frequent_reason_comes_first_in_counts_and_examples(dirty: Loaded) -> None:
    counts = dirty.counts("sales")
    assert list(counts["reasons"].values()) == sorted(counts["reasons"].values(), reverse=True)
    assert [one["reason"].split(":")[0] for one in counts["examples"]][:2] == [next(iter(counts["reasons"]))] * 2
    assert len(counts["examples"]) == 8


def test_an_example_is_a_line_of_the_file_with_what_was_expected(dirty: Loaded) -> None:
    reasons = dirty.reasons()
    for example in dirty.counts("sales")["examples"]:
        assert reasons[example["line"]].startswith(example["reason"].rstrip("…"))


def test_all_rejected_rows_are_listed_in_a_file(dirty: Loaded) -> None:
    with Path(dirty.result["rejectedFile"]).open(newline="") as file:
        listed = list(csv.DictReader(file))
    assert [(row["input"], int(row["line"]), row["reason"], row["row"]) for row in listed] == [
        (row.input, row.line, row.reason, row.row) for row in dirty.rejected()
    ]


def test_there_is_no_file_where_nothing_was_rejected_and_an_earlier_one_is_gone(tmp_path: Path) -> None:
    first = load(write_inputs(tmp_path, [sale(), "broken"]), tmp_path / "staging")
    assert Path(first.result["rejectedFile"]).exists()
    second = load(write_inputs(tmp_path, [sale()]), tmp_path / "staging")
    assert second.result["rejectedFile"] is None
    assert not Path(first.result["rejectedFile"]).exists()


@pytest.mark.parametrize(
    ("line", "store", "day"),
    [
        (sale(total="x"), 1, date(2024, 1, 1)),
        (sale(store=" 07 ", day=" 2024-02-29 ", total=""), 7, date(2024, 2, 29)),
        (sale(day="2030-01-01"), 1, date(2030, 1, 1)),
        (sale(store="one"), None, date(2024, 1, 1)),
        (sale(store="2147483648"), None, date(2024, 1, 1)),
        (sale(store=""), None, date(2024, 1, 1)),
        (sale(day="2024-02-30"), 1, None),
        (sale(day="01.02.2024"), 1, None),
        (sale(place=",Street,Town,ST,Land"), 1, date(2024, 1, 1)),
        ("1,2,3", None, None),
    ],
)
def test_a_rejected_row_keeps_the_store_and_the_day_that_can_be_read(
    tmp_path: Path, line: str, store: int | None, day: date | None
) -> None:
    loaded = load(write_inputs(tmp_path, [sale(store="2"), line]), tmp_path / "staging")
    (row,) = loaded.rejected()
    assert row == Rejected("sales", "store_sales.csv", 3, row.reason, line, store, day)
    assert loaded.counts("sales")["unplaced"] == (store is None and day is None)


def test_one_file_for_two_inputs_is_counted_for_each(tmp_path: Path) -> None:
    file = tmp_path / "weekly.csv"
    file.write_text("Store,Date,Sales,Holiday\n1,2024-01-01,5,0\n1,2024-01-02,6,yes\n1,2024-01-03,x,1\n")
    place = dict.fromkeys(("store_name", "store_address", "city", "state", "country"), "-")
    columns = {"store_id": "Store", "sales_date": "Date"}
    sales = section(file, columns={**columns, "total_sales": "Sales"}, constants=place)
    promotions = section(file, columns={**columns, "promo": "Holiday"}, constants={"school_holiday": 0})
    loaded = load({"sales": sales, "promotions": promotions, "dates": None}, tmp_path / "staging")
    assert [(row.input, row.line) for row in loaded.rejected()] == [("promotions", 3), ("sales", 4)]
    assert [loaded.counts(name)["reasons"] for name in ("sales", "promotions")] == [{"bad number": 1}, {"bad flag": 1}]
