"""Which candidates together forecast best."""

from collections.abc import Mapping, Sequence

import numpy as np

from atelier.forecasting.candidate import Candidate
from atelier.forecasting.metrics import weighted_quantile_loss
from atelier.forecasting.window import Prediction, Window

ROUNDS = 40


def select_ensemble(
    quantiles: Mapping[str, Sequence[np.ndarray]], actual: Sequence[np.ndarray], levels: np.ndarray
) -> dict[str, float]:
    """Weights, summing to 1, of the candidates whose averaged quantiles have the least quantile loss.

    `quantiles` has an array (series, steps, levels) and `actual` one (series, steps) per window; the loss is the mean
    of the windows'. Greedy selection with replacement (Caruana, Niculescu-Mizil, Crew & Ksikes 2004): begin with the
    best candidate and add whichever helps most until none does. So the ensemble never loses against its best member
    on these windows.
    """
    picks: list[str] = []
    total = [np.zeros(one.shape) for one in next(iter(quantiles.values()))]
    best = np.inf
    for _ in range(ROUNDS):
        losses = {
            name: np.mean(
                [
                    weighted_quantile_loss(truth, (sum_so_far + candidate) / (len(picks) + 1), levels)
                    for truth, sum_so_far, candidate in zip(actual, total, candidates, strict=True)
                ]
            )
            for name, candidates in quantiles.items()
        }
        chosen = min(losses, key=losses.__getitem__)
        if not losses[chosen] < best:
            break
        best = losses[chosen]
        picks.append(chosen)
        total = [sum_so_far + added for sum_so_far, added in zip(total, quantiles[chosen], strict=True)]
    return {name: picks.count(name) / len(picks) for name in quantiles if name in picks}


def ensemble_prediction(
    candidates: Mapping[str, Candidate], weights: Mapping[str, float], window: Window, floor: float
) -> Prediction:
    """The weighted average of the candidates' means and, level by level, of their quantiles."""
    mean, quantiles = 0.0, 0.0
    for name, weight in weights.items():
        prediction = candidate_prediction(candidates[name], window, floor)
        mean += weight * prediction.mean
        quantiles += weight * prediction.quantiles
    return Prediction(mean, quantiles)


def candidate_prediction(candidate: Candidate, window: Window, floor: float) -> Prediction:
    """One candidate's prediction with its quantiles in order and nothing below the floor."""
    prediction = candidate.forecast(window)
    quantiles = np.sort(prediction.quantiles, axis=2)
    return Prediction(np.maximum(prediction.mean, floor), np.maximum(quantiles, floor))
