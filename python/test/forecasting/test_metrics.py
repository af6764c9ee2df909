import numpy as np
import pytest

from atelier.forecasting.ensemble import select_ensemble
from atelier.forecasting.metrics import mape, mase, rmse, wape, weighted_quantile_loss

ACTUAL = np.array([[10.0, 20.0], [0.0, 40.0]])
POINT = np.array([[12.0, 16.0], [1.0, 50.0]])


def test_the_weighted_quantile_loss_is_the_hand_computed_one():
    # p90: 0.1 x 2 + 0.9 x 4 + 0.1 x 1 + 0.1 x 10 = 4.9; p50: 0.5 x 17 = 8.5; 2 x (4.9 + 8.5) / 2 / 70
    quantiles = np.stack((POINT, POINT), axis=-1)
    assert weighted_quantile_loss(ACTUAL, quantiles, np.array([0.5, 0.9])) == pytest.approx(13.4 / 70)


def test_the_weighted_quantile_loss_of_the_median_is_the_wape():
    assert weighted_quantile_loss(ACTUAL, POINT[..., None], np.array([0.5])) == pytest.approx(wape(ACTUAL, POINT))


def test_point_errors_are_the_hand_computed_ones():
    assert wape(ACTUAL, POINT) == pytest.approx(17 / 70)
    assert rmse(ACTUAL, POINT) == pytest.approx((121 / 4) ** 0.5)
    assert mape(ACTUAL, POINT) == pytest.approx((0.2 + 0.2 + 0.25) / 3)
    assert mase(ACTUAL, POINT, np.array([2.0, 11.0])) == pytest.approx((3 / 2 + 5.5 / 11) / 2)


def test_a_constant_history_does_not_spoil_the_mase():
    assert mase(ACTUAL, POINT, np.array([2.0, 0.0])) == pytest.approx(1.5)


def test_nothing_forecast_for_nothing_is_no_error():
    assert wape(np.zeros((1, 2)), np.zeros((1, 2))) == 0
    assert wape(np.zeros((1, 2)), np.ones((1, 2))) == float("inf")


def test_the_ensemble_never_loses_against_its_best_member():
    rng = np.random.default_rng(3)
    levels = np.array([0.1, 0.5, 0.9])
    for _ in range(20):
        actual = [rng.gamma(2, 10, (6, 4)) for _ in range(3)]
        members = {
            name: [np.sort(one[..., None] + rng.normal(bias, 8, (6, 4, 3)), axis=2) for one in actual]
            for name, bias in (("low", -3), ("high", 4), ("wild", 30))
        }
        weights = select_ensemble(members, actual, levels)

        def loss(quantiles, actual=actual):
            return np.mean([weighted_quantile_loss(a, q, levels) for a, q in zip(actual, quantiles, strict=True)])

        averaged = [sum(weights[name] * members[name][window] for name in weights) for window in range(3)]
        assert sum(weights.values()) == pytest.approx(1)
        assert loss(averaged) <= min(loss(member) for member in members.values()) + 1e-12


def test_two_candidates_that_err_in_opposite_directions_are_both_chosen():
    actual = [np.full((3, 2), 10.0)]
    members = {"low": [np.full((3, 2, 1), 8.0)], "high": [np.full((3, 2, 1), 12.0)]}
    assert select_ensemble(members, actual, np.array([0.5])) == {"low": 0.5, "high": 0.5}
