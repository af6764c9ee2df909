"""Exponential smoothing, step by step."""

from numba import njit

DAMPED, MULTIPLICATIVE, SEASONAL = 1, 2, 4


@njit("void(float64[::1], int64, int64, float64[::1])", cache=True, nogil=True)
def initial_state(history, season, form, state):
    """Write the state before the first row into `state`: level, trend, then the season's positions.

    The level is the mean of the first two seasons (ten rows without a season), a position's season its mean distance
    from them; the trend starts at zero and is learned. It depends on the history alone, so that parameters fitted on
    one history run on any other.
    """
    span = min(2 * season if season > 1 else 10, len(history))
    level = history[:span].mean()
    state[0] = level
    state[1] = 0.0
    for position in range(season):
        if season == 1 or position >= span:
            state[2 + position] = 1.0 if form & MULTIPLICATIVE else 0.0
            continue
        mean = history[position:span:season].mean()
        if form & MULTIPLICATIVE:
            state[2 + position] = mean / level if level > 0 else 1.0
        else:
            state[2 + position] = mean - level


@njit("float64(float64[::1], int64, int64, float64[::1], float64[::1], float64[::1])", cache=True, nogil=True)
def smooth(history, season, form, parameters, state, errors):
    """Run the recursion over a history from `state`, changing it, and return the sum of squared one-step errors.

    ETS(A,N|Ad,A|M) in the error-correction form of Hyndman, Koehler, Ord & Snyder (2008), table 2.2. `parameters` are
    alpha, beta, gamma, phi (phi 0 = no trend). `errors` receives the one-step errors.
    """
    alpha, beta, gamma, phi = parameters[0], parameters[1], parameters[2], parameters[3]
    level, trend = state[0], state[1]
    position = 0
    total = 0.0
    for row in range(len(history)):
        seasonal = state[2 + position]
        base = level + phi * trend
        if form & MULTIPLICATIVE:
            error = history[row] - base * seasonal
            scaled = error / seasonal if seasonal > 1e-8 else 0.0
            state[2 + position] = seasonal + gamma * error / base if base > 1e-8 else seasonal
        else:
            error = history[row] - base - seasonal
            scaled = error
            state[2 + position] = seasonal + gamma * error
        level = base + alpha * scaled
        trend = phi * trend + beta * scaled
        errors[row] = error
        total += error * error
        position += 1
        if position == season:
            position = 0
    state[0], state[1] = level, trend
    return total


@njit("void(int64, int64, int64, float64[::1], float64[::1], float64[::1])", cache=True, nogil=True)
def extend(rows, season, form, parameters, state, out):
    """Write the point forecasts after `rows` rows of history into `out`."""
    damping = 0.0
    phi = parameters[3]
    power = 1.0
    for step in range(len(out)):
        power *= phi
        damping += power
        seasonal = state[2 + (rows + step) % season]
        base = state[0] + damping * state[1]
        out[step] = base * seasonal if form & MULTIPLICATIVE else base + seasonal
