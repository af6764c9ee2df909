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
    best candidate, add in each round whichever helps most, and keep the best of all rounds. The first round is the
    best candidate alone, so the ensemble never loses against its best member on these windows.
    """
    picks: list[str] = []
    total: Sequence[np.ndarray] = [np.zeros(one.shape) for one in next(iter(quantiles.values()))]
    best_loss, best_picks = np.inf, 0
    for count in range(1, ROUNDS + 1):
        sums = {name: [a + b for a, b in zip(total, windows, strict=True)] for name, windows in quantiles.items()}
        losses = {name: _mean_loss(actual, windows, count, levels) for name, windows in sums.items()}
        chosen = min(losses, key=losses.__getitem__)
        picks.append(chosen)
        total = sums[chosen]
        if losses[chosen] < best_loss:
            best_loss, best_picks = losses[chosen], count
    kept = picks[:best_picks]
    return {name: kept.count(name) / len(kept) for name in quantiles if name in kept}


def _mean_loss(actual: Sequence[np.ndarray], sums: Sequence[np.ndarray], count: int, levels: np.ndarray) -> float:
    losses = [weighted_quantile_loss(truth, total / count, levels) for truth, total in zip(actual, sums, strict=True)]
    return float(np.mean(losses))


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
