"""Sales of one invented store, and the plans for it."""

from dataclasses import dataclass

import numpy as np

from atelier.sample_data.days import Days
from atelier.sample_data.places import STATES, Place

PROMOTION_CYCLE_WEEKS = 3
SUNDAY = 6


@dataclass(frozen=True)
class StoreHistory:
    """`sale_days` and `promotion_days` are positions in the days; the other arrays run along them."""

    sale_days: np.ndarray
    sales_cents: np.ndarray
    promotion_days: np.ndarray
    promo: np.ndarray
    school_holiday: np.ndarray


def invent_history(place: Place, days: Days, sold_days: int, seed: int) -> StoreHistory:
    """The history of a store depends on its number and the seed alone, not on the other stores.

    Random bits come straight from PCG64 and meet additions and multiplications only: these give the same
    result on every platform, which exponentials and NumPy's distributions do not promise.
    """
    total = len(days.dates)
    draws = uniform_draws(seed, place.store_id, 5 + 6 * total)
    level, growth, lift, phase, closes_on_sundays = draws[:5]
    noise, wander, promotion_gap = draws[5:].reshape(6, total)[[0, 4, 5]]
    noise = noise + draws[5:].reshape(6, total)[1:4].sum(axis=0) - 2

    first_promotion_week = np.floor(phase * PROMOTION_CYCLE_WEEKS).astype(np.int64)
    in_promotion_week = (days.week_index + first_promotion_week) % PROMOTION_CYCLE_WEEKS == 0
    promo = in_promotion_week & (days.weekday != SUNDAY)
    school_holiday = days.school_holiday[STATES.index(place.state)]
    week_mood = wander[days.week_index - days.week_index[0]]

    amount = 2500 + 6500 * level
    amount = amount * days.season * (1 + (growth * 0.12 - 0.04) * np.arange(total) / 365)
    amount = amount * np.where(promo, 1.15 + 0.3 * lift, 1) * np.where(school_holiday, 1.04, 1)
    amount = amount * (0.97 + 0.06 * week_mood) * (1 + 0.13 * noise)

    closed = days.public_holiday | ((days.weekday == SUNDAY) & (closes_on_sundays < 0.6))
    sale_days = np.flatnonzero(~closed[:sold_days])
    planned = (np.arange(total) >= sold_days) | (promotion_gap >= 0.01)
    promotion_days = np.flatnonzero(planned)
    return StoreHistory(
        sale_days=sale_days,
        sales_cents=np.rint(amount[sale_days] * 100).astype(np.int64),
        promotion_days=promotion_days,
        promo=promo[promotion_days].astype(np.int8),
        school_holiday=school_holiday[promotion_days].astype(np.int8),
    )


def uniform_draws(seed: int, store_id: int, count: int) -> np.ndarray:
    """Numbers in [0, 1), the same everywhere for the same seed and store."""
    bits = np.random.PCG64(np.random.SeedSequence([seed, store_id])).random_raw(count)
    return (bits >> np.uint64(11)) * 2.0**-53
