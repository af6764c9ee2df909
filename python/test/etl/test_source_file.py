"""Files that cannot be read at all: what is said, and what to do."""

from pathlib import Path

import pytest
from loading import SALES_HEADER, load, sale, section

from atelier.etl.inputs import SALES
from atelier.etl.source_file import open_source
from atelier.problem import Problem


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", "InputEmpty", "is empty"),
        (b"\n1,2\n", "InputEmpty", "begins with an empty line"),
        (b"\xef\xbb\xbf\n", "InputEmpty", "is empty"),
        (sale().encode(), "InputColumns", "has no column store_id, .* Found: 1, Store, .* Expected: store_id, "),
        (SALES_HEADER[:-12].encode(), "InputColumns", "has no column total_sales. Found: store_id, "),
        (
            SALES_HEADER.replace(",", ";").encode(),
            "InputDelimiter",
            "Found|store_id;store_name;.* store_id, store_name",
        ),
        (SALES_HEADER.replace(",", "\t").encode(), "InputDelimiter", "not separated by commas"),
        (f"{SALES_HEADER},city".encode(), "InputColumnsTwice", "names city more than once"),
        (SALES_HEADER.replace("city", "città").encode("latin-1"), "InputNotUtf8", "Line 1 of .* is not UTF-8"),
        (f'"{SALES_HEADER}'.encode(), "InputHeader", "cannot be read as the names of columns"),
    ],
)
def test_a_first_line_that_does_not_name_the_columns_is_refused(
    tmp_path: Path, content: bytes, code: str, message: str
) -> None:
    file = tmp_path / "store_sales.csv"
    file.write_bytes(content)
    with pytest.raises(Problem, match=message) as refused:
        open_source(section(file), SALES)
    assert refused.value.code == code
    assert str(file) in refused.value.message


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"gone\.csv does not exist"):
        open_source(section(tmp_path / "gone.csv"), SALES)
    with pytest.raises(Problem, match="is not a file"):
        open_source(section(tmp_path), SALES)


def test_a_file_that_turns_out_not_to_be_utf8_is_refused_with_the_line(tmp_path: Path) -> None:
    file = tmp_path / "store_sales.csv"
    file.write_bytes(f"{SALES_HEADER}\n{sale()}\n".encode() + sale(place="Köln,a,b,c,d").encode("latin-1"))
    with pytest.raises(Problem, match=r"Line 3 of .*store_sales\.csv is not UTF-8"):
        load({"sales": section(file), "promotions": None, "dates": None}, tmp_path / "staging")


def test_a_quote_that_is_never_closed_is_refused_with_the_line_that_opens_it(tmp_path: Path) -> None:
    file = tmp_path / "store_sales.csv"
    file.write_text("\n".join([SALES_HEADER, sale(), '1,"Store,Street', *[sale()] * 3]))
    with pytest.raises(Problem, match="begins on line 3 of .* never closed"):
        load({"sales": section(file), "promotions": None, "dates": None}, tmp_path / "staging")
