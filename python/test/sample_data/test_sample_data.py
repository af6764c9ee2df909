"""The invented files: the same everywhere, and like a real business."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from atelier.problem import Problem
from atelier.report import Report
from atelier.sample_data.generate import run

PINNED = {
    "store_sales": "c4e2be5601f85c8f74dd049fc48915ee681763298675fc53ee981ef96f83504d",
    "store_promotions": "6b0ec5c8a71593af376b4354f0f493d48dfd8bac4ecdc9535518fb0cf5010d75",
    "date_dim": "8d6b25eb6cc043aa1e6312b6cb0e967dc98b5cbbf9209ff92f1d36ef5854ca3e",
}


def generate(folder: Path, **task: Any) -> dict[str, Any]:
    return run({"folder": str(folder), **task}, Report(None))


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    generate(folder)
    return folder


@pytest.fixture
def ask(two_years: Path) -> Callable[[str], list[tuple]]:
    connection = duckdb.connect()
    for name in ("store_sales", "store_promotions", "date_dim"):
        connection.read_csv(str(two_years / f"{name}.csv")).create(name)
    return lambda query: connection.execute(query).fetchall()


def test_the_same_seed_gives_the_same_bytes_on_every_machine(two_years: Path) -> None:
    digests = [hashlib.sha256((two_years / f"{name}.csv").read_bytes()).hexdigest() for name in PINNED]
    assert dict(zip(PINNED, digests, strict=True)) == PINNED


def test_another_seed_gives_other_sales_and_more_stores_leave_the_first_ones_alone(tmp_path: Path) -> None:
    for name, task in {"seven": {"stores": 2}, "eight": {"stores": 2, "seed": 8}, "more": {"stores": 3}}.items():
        generate(tmp_path / name, days=30, **task)
    seven, eight, more = ((tmp_path / name / "store_sales.csv").read_bytes() for name in ("seven", "eight", "more"))
    assert seven != eight
    assert more.startswith(seven)


def test_writing_the_same_sample_again_is_fine_but_foreign_data_stays(tmp_path: Path) -> None:
    first, second = (generate(tmp_path, stores=1, days=10) for _ in range(2))
    assert first == second
    (tmp_path / "store_sales.csv").write_text("mine")
    with pytest.raises(Problem, match="holds something else"):
        generate(tmp_path, stores=1, days=10)
    assert (tmp_path / "store_sales.csv").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 3


def test_promotions_are_planned_two_weeks_beyond_the_last_sale(ask: Callable[[str], list[tuple]]) -> None:
    last_days = "select (select max(sales_date) from store_promotions), (select max(sales_date) from store_sales)"
    planned, sold = ask(last_days)[0]
    assert planned - sold == timedelta(days=14)


def test_some_sale_days_have_no_promotion_row(ask: Callable[[str], list[tuple]]) -> None:
    joined = "store_sales left join store_promotions promotions using (store_id, sales_date)"
    without, sales = ask(f"select count(*) filter (promo is null), count(*) from {joined}")[0]  # noqa: S608
    assert 0 < without < sales / 50


def test_some_stores_rest_on_sundays_and_all_on_public_holidays(ask: Callable[[str], list[tuple]]) -> None:
    open_on_sundays = "select count(distinct store_id) from store_sales where isodow(sales_date) = 7"
    assert 0 < ask(open_on_sundays)[0][0] < 20
    assert ask("select count(*) from store_sales where strftime(sales_date, '%m-%d') in ('12-25', '01-01')") == [(0,)]


def test_school_holidays_are_whole_weeks(ask: Callable[[str], list[tuple]]) -> None:
    mixed = (
        "select store_id, yearweek(sales_date) from store_promotions group by all "
        "having min(school_holiday) != max(school_holiday)"
    )
    assert ask(mixed) == []
    assert 0.1 < ask("select avg(school_holiday) from store_promotions")[0][0] < 0.35


def test_sales_follow_promotions_weekdays_and_the_year(ask: Callable[[str], list[tuple]]) -> None:
    def average(condition: str) -> float:
        joined = "select avg(total_sales) from store_sales join store_promotions using (store_id, sales_date) where "
        return ask(joined + condition)[0][0]

    assert average("promo = 1") > 1.1 * average("promo = 0 and isodow(sales_date) < 7")
    assert average("isodow(sales_date) = 6 and promo = 0") > 1.15 * average("isodow(sales_date) = 2 and promo = 0")
    assert average("month(sales_date) = 12") > 1.15 * average("month(sales_date) = 2")


def test_stores_differ_and_amounts_have_cents(ask: Callable[[str], list[tuple]]) -> None:
    levels = [level for (level,) in ask("select avg(total_sales) from store_sales group by store_id")]
    assert max(levels) > 1.5 * min(levels)
    least, with_cents = ask("select min(total_sales), avg((total_sales * 100 % 100 != 0)::int) from store_sales")[0]
    assert least > 0
    assert with_cents > 0.9


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ({"stores": 0}, "SampleStores"),
        ({"stores": 100_001}, "SampleStores"),
        ({"stores": 2.5}, "SampleStores"),
        ({"stores": True}, "SampleStores"),
        ({"days": 0}, "SampleDays"),
        ({"days": "730"}, "SampleDays"),
        ({"seed": -1}, "SampleSeed"),
        ({"start": "2023-02-30"}, "SampleStart"),
        ({"start": 20230101}, "SampleStart"),
        ({"start": "2029-12-31"}, "SampleOutsideCalendar"),
        ({"start": "2009-12-31"}, "SampleOutsideCalendar"),
        ({"start": "2010-01-01", "days": 7_000}, None),
    ],
)
def test_a_sample_that_cannot_be_is_refused_before_anything_is_written(
    tmp_path: Path, task: dict[str, Any], code: str | None
) -> None:
    if code is None:
        assert generate(tmp_path / "new", **{"stores": 1, **task})["rows"]["store_promotions"] > 0
        return
    with pytest.raises(Problem) as refused:
        generate(tmp_path / "new", **task)
    assert refused.value.code == code
    assert not (tmp_path / "new").exists()
