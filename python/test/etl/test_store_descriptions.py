"""Which description of a store wins."""

from pathlib import Path

from loading import load, sale, write_inputs

OLD = "Store,Old Street,Town,ST,Land"
NEW = "Store,New Street,Town,ST,Land"


def test_a_rejected_row_does_not_say_what_its_store_is(tmp_path: Path) -> None:
    lines = [
        sale(place=NEW, total="broken"),
        sale(place=OLD, day="2024-01-02"),
        sale(place=NEW, day="2024-01-03"),
        sale(place=OLD, day="2024-01-04"),
    ]
    loaded = load(write_inputs(tmp_path, lines), tmp_path / "staging")
    assert loaded.tables["store_dim"] == [(1, "Store", "Old Street", "Town", "ST", "Land")]
    assert len(loaded.tables["store_sales"]) == 2
    assert loaded.reasons().keys() == {2, 4}


def test_a_row_rejected_for_its_address_does_not_occupy_its_key(tmp_path: Path) -> None:
    lines = [sale(place=OLD), sale(place=NEW, day="2024-01-02"), sale(place=OLD, day="2024-01-02", total="5")]
    loaded = load(write_inputs(tmp_path, lines), tmp_path / "staging")
    assert [row[2] for row in loaded.tables["store_sales"]] == [10.5, 5]
    assert loaded.reasons().keys() == {3}
