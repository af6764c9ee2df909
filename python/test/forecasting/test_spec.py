import pytest
from sales import forecast_section

from atelier.forecasting.spec import spec_of
from atelier.problem import Problem


@pytest.mark.parametrize(
    ("frequency", "season", "year"),
    [
        ("D", 7, 364),
        ("W", 52, 0),
        ("2W", 26, 0),
        ("M", 12, 0),
        ("Y", 1, 0),
        ("H", 24, 8760),
        ("6H", 4, 1460),
        ("15min", 96, 35040),
        ("2D", 1, 182),
    ],
)
def test_the_season_follows_from_the_frequency(frequency, season, year):
    spec = spec_of(forecast_section(frequency=frequency))
    assert (spec.season, spec.year) == (season, year)


def test_a_spec_survives_its_file():
    section = forecast_section()
    assert spec_of(section).as_dict() == section


@pytest.mark.parametrize("frequency", ["Q", "0D", "D2", "", "-1D"])
def test_an_unknown_frequency_is_refused_and_the_accepted_ones_are_named(frequency):
    with pytest.raises(Problem) as caught:
        spec_of(forecast_section(frequency=frequency))
    assert caught.value.code == "UnknownFrequency"
    assert "Y, M, W, D, H, min" in caught.value.message


@pytest.mark.parametrize(
    ("fills", "code"),
    [
        ({"price": {"middle": "zero", "back": "zero", "future": "zero"}}, "UnknownFillColumn"),
        ({"promo": {"middle": "guess", "back": "zero", "future": "zero"}}, "UnknownFillMethod"),
        ({"promo": {"middle": float("nan"), "back": "zero", "future": "zero"}}, "UnknownFillMethod"),
    ],
)
def test_a_fill_of_an_unknown_column_or_method_is_refused(fills, code):
    with pytest.raises(Problem) as caught:
        spec_of(forecast_section(fills=fills))
    assert caught.value.code == code


def test_the_median_is_fitted_even_when_no_one_asked_for_it():
    assert spec_of(forecast_section(quantiles=["p90", "p10"])).fitted_levels.tolist() == [0.1, 0.5, 0.9]
