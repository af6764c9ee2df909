"""Where a notebook's files are."""

import pytest

from atelier.notebook.ground import ground
from atelier.notebook.path import path
from atelier.problem import Problem


@pytest.fixture(autouse=True)
def in_a_space(monkeypatch: pytest.MonkeyPatch) -> None:
    ground.cache_clear()
    monkeypatch.setenv("ATELIER_API", "http://127.0.0.1:8470")
    monkeypatch.setenv("ATELIER_ENDPOINTS", "http://127.0.0.1:8080")
    monkeypatch.setenv("ATELIER_PROJECT", "sales-forecasting")
    monkeypatch.setenv("HOME", "/somewhere/july")


def test_a_file_is_of_all_members_or_of_one_person() -> None:
    assert path("raw/store_sales.csv") == "/shared/sales-forecasting/raw/store_sales.csv"
    assert path("draft.csv", store="own") == "/somewhere/july/draft.csv"


@pytest.mark.parametrize("name", ["../july/secret", "a/../../b", "/etc/passwd"])
def test_no_name_leads_out_of_a_store(name: str) -> None:
    with pytest.raises(Problem, match="leads out"):
        path(name)


def test_outside_of_a_space_it_is_said_that_this_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    ground.cache_clear()
    monkeypatch.delenv("ATELIER_API")
    with pytest.raises(Problem) as refused:
        path("a.csv")
    assert refused.value.code == "NotInASpace"
    ground.cache_clear()
