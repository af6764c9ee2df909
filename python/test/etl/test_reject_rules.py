"""Every rule: what it rejects, what it lets through, and what it says."""

from decimal import Decimal

import pytest
from dirty_files import IRREGULAR_SALES, PROMOTIONS, SALES, lines_of, texts_of
from loading import Loaded, load, write_inputs

REGULAR = [
    *(("store_sales.csv", line, *row) for line, row in zip(lines_of(SALES), SALES, strict=True)),
    *(("store_promotions.csv", line, *row) for line, row in zip(lines_of(PROMOTIONS), PROMOTIONS, strict=True)),
]
IRREGULAR = [(line, *row) for line, row in zip(lines_of(IRREGULAR_SALES), IRREGULAR_SALES, strict=True)]


@pytest.fixture(scope="module")
def regular(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("regular")
    return load(write_inputs(folder, texts_of(SALES), texts_of(PROMOTIONS)), folder / "staging")


@pytest.fixture(scope="module")
def irregular(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("irregular")
    return load(write_inputs(folder, texts_of(IRREGULAR_SALES)), folder / "staging")


@pytest.mark.parametrize(("file", "line", "text", "reason"), REGULAR)
def test_a_row_is_rejected_for_its_reason_or_loaded(
    regular: Loaded, file: str, line: int, text: str, reason: str | None
) -> None:
    given = regular.reasons(file).get(line)
    assert (given is None) == (reason is None), given
    assert (given or "").startswith(reason or "")


@pytest.mark.parametrize(("line", "text", "reason"), IRREGULAR)
def test_records_that_are_no_lines_keep_their_physical_line(
    irregular: Loaded, line: int, text: str, reason: str | None
) -> None:
    given = irregular.reasons().get(line)
    assert (given is None) == (reason is None), given
    assert (given or "").startswith(reason or "")


def test_each_rejected_row_carries_its_raw_text(regular: Loaded, irregular: Loaded) -> None:
    texts = {(file, line): text for file, line, text, reason in REGULAR if reason}
    assert {(row.file, row.line): row.row for row in regular.rejected()} == texts
    raw = {line: text for line, text, reason in IRREGULAR if reason}
    raw[lines_of(IRREGULAR_SALES)[7]] = '22,"Sto""re",Street 1,Town,ST,Land,2024-01-02,1'
    assert {row.line: row.row for row in irregular.rejected()} == raw


def test_spaces_around_values_do_not_belong_to_them(regular: Loaded) -> None:
    day_key = 1001 + 5113 + 4
    assert [row for row in regular.tables["store_sales"] if row[:2] == (1, day_key)] == [(1, day_key, Decimal("7.05"))]
    assert (1, "Store", "Street 1", "Town", "ST", "Land") in regular.tables["store_dim"]
