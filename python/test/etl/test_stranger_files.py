"""A file is loaded right, refused by name, or counted as rejected: never something in between."""

from decimal import Decimal
from pathlib import Path

import pytest
from loading import load, section
from stranger_files import REJECTED, REJECTED_PROMOTIONS, ROWS, UNREADABLE, WHOLE, sales

from atelier.problem import Problem


def inputs(folder: Path, content: str | bytes, promotions: str | None = None) -> dict:
    """The inputs of a flow over files with these contents."""
    file, other = folder / "sales.csv", folder / "promotions.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    other.write_text(promotions or "")
    return {"sales": section(file), "promotions": section(other) if promotions else None, "dates": None}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_that_is_written_otherwise_gives_the_same_rows(tmp_path: Path, kind: str) -> None:
    loaded = load(inputs(tmp_path, WHOLE[kind]), tmp_path / "staging")
    assert loaded.counts("sales")["rejected"] == 0
    assert len(loaded.tables["store_sales"]) == ROWS
    assert sum(row[2] for row in loaded.tables["store_sales"]) == Decimal("35670.00")


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused_by_name(tmp_path: Path, kind: str) -> None:
    content, code = UNREADABLE[kind]
    with pytest.raises(Problem) as refused:
        load(inputs(tmp_path, content), tmp_path / "staging")
    assert refused.value.code == code
    assert "sales.csv" in refused.value.message


@pytest.mark.parametrize("kind", REJECTED)
def test_rows_that_cannot_be_loaded_are_counted_with_their_rule(tmp_path: Path, kind: str) -> None:
    content, rows, rule = REJECTED[kind]
    counts = load(inputs(tmp_path, content), tmp_path / "staging").counts("sales")
    assert (counts["rejected"], next(iter(counts["reasons"]))) == (rows, rule)
    assert counts["examples"][0]["reason"].startswith(rule)


@pytest.mark.parametrize("kind", REJECTED_PROMOTIONS)
def test_promotions_that_cannot_be_loaded_are_counted_apart_from_sales(tmp_path: Path, kind: str) -> None:
    content, rows, rule = REJECTED_PROMOTIONS[kind]
    loaded = load(inputs(tmp_path, sales(), content), tmp_path / "staging")
    assert loaded.counts("sales")["rejected"] == 0
    assert loaded.counts("promotions")["reasons"] == {rule: rows}
