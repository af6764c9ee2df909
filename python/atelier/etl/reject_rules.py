"""One function a rule: why a value cannot be loaded, as `<rule>: <what is wrong>`, or null when it can."""

from atelier.etl.date_text import date_pattern, is_real_date
from atelier.etl.engines.engine import Column, Engine

# Values are matched with the spaces around them, which do not belong to them.
WHOLE_NUMBER = r"^ *-?[0-9]{1,18} *\z"
MONEY = r"^ *-?[0-9]{1,16}(\.[0-9]{1,2})? *\z"
TOO_PRECISE = r"^ *-?[0-9]+\.[0-9]{3,} *\z"
TOO_LARGE = r"^ *-?[0-9]{17,}(\.[0-9]{1,2})? *\z"
INTEGER_RANGE = (-(2**31), 2**31 - 1)
SMALLINT_RANGE = (-(2**15), 2**15 - 1)
SHOWN_CHARACTERS = 60


def bad_key_number(engine: Engine, name: str) -> Column:
    """Keys are whole numbers of 32 bits; without its key a row has no place."""
    return engine.functions.coalesce(missing_key(engine, name), bad_whole_number(engine, name, *INTEGER_RANGE))


def bad_key_date(engine: Engine, name: str, date_format: str) -> Column:
    """Why a text is not among the calendar's days."""
    unknown = with_value(engine, engine.functions.lit(True), "unknown date", name, " is not in the calendar")
    return engine.functions.coalesce(missing_key(engine, name), bad_date(engine, name, date_format), unknown)


def missing_key(engine: Engine, name: str) -> Column:
    """Without its key a row has no place."""
    return reason(engine, is_blank(engine, name), "missing key", name, " is empty")


def missing_value(engine: Engine, name: str) -> Column:
    """The star schema holds no empty values."""
    return reason(engine, is_blank(engine, name), "missing value", name, " is empty")


def bad_whole_number(engine: Engine, name: str, low: int, high: int) -> Column:
    """Ids and calendar fields: digits only, within the range of their type."""
    wrong = ~is_whole_number(engine, name, low, high)
    return with_value(engine, wrong, "bad number", name, f" is not a whole number from {low} to {high}")


def bad_money(engine: Engine, name: str) -> Column:
    """Plain decimals only: whatever would have to be rounded, guessed or converted is refused."""
    f = engine.functions
    value = f.col(name)
    too_precise = with_value(engine, value.rlike(TOO_PRECISE), "bad number", name, " has more than 2 decimals")
    too_large = with_value(
        engine, value.rlike(TOO_LARGE), "bad number", name, " has more than 16 digits before the point"
    )
    other = with_value(engine, f.lit(True), "bad number", name, " is not a plain number such as 1234.50")
    return f.when(~is_money(engine, name), f.coalesce(too_precise, too_large, other))


def bad_flag(engine: Engine, name: str) -> Column:
    """Promotions and holidays are there or not."""
    return with_value(engine, ~is_flag(engine, name), "bad flag", name, " is neither 0 nor 1")


def bad_date(engine: Engine, name: str, date_format: str) -> Column:
    """Strictly the flow's format, and a day that exists."""
    wrong = ~is_date(engine, name, date_format)
    return with_value(engine, wrong, "bad date", name, f" is not a date written as {date_format}")


def too_long(engine: Engine, name: str, bytes_held: int) -> Column:
    """Counted in bytes of UTF-8, as Redshift counts them: the same rows load on both targets."""
    f = engine.functions
    wrong = f.bit_length(trimmed(engine, name)) > f.lit(8 * bytes_held)
    return with_value(engine, wrong, "too long", name, f" has more than {bytes_held} bytes")


def is_whole_number(engine: Engine, name: str, low: int, high: int) -> Column:
    """Digits only, within a range of at most 64 bits."""
    f = engine.functions
    in_range = f.col(name).rlike(WHOLE_NUMBER) & parsed(engine, name, "bigint").between(low, high)
    return f.coalesce(in_range, f.lit(False))


def is_date(engine: Engine, name: str, date_format: str) -> Column:
    """A day that exists, written in the format."""
    return trimmed(engine, name).rlike(date_pattern(date_format)) & is_real_date(engine, name, date_format)


def is_money(engine: Engine, name: str) -> Column:
    """A number that DECIMAL(18,2) holds exactly."""
    return engine.functions.col(name).rlike(MONEY)


def is_flag(engine: Engine, name: str) -> Column:
    """0 or 1."""
    return trimmed(engine, name).isin("0", "1")


def is_blank(engine: Engine, name: str) -> Column:
    """Nothing but spaces."""
    return trimmed(engine, name) == engine.functions.lit("")


def trimmed(engine: Engine, name: str) -> Column:
    """A text without the spaces around it."""
    return engine.functions.btrim(engine.functions.col(name), engine.functions.lit(" "))


def parsed(engine: Engine, name: str, kind: str) -> Column:
    """A text as a number, null where it is none; SQLFrame's `Column.cast` would stop there."""
    return engine.functions.expr(f"cast({name} as {kind})")


def with_value(engine: Engine, wrong: Column, rule: str, name: str, complaint: str) -> Column:
    """A reason that quotes the beginning of the value."""
    f = engine.functions
    value = f.concat(f.lit(" '"), f.substring(f.col(name), 1, SHOWN_CHARACTERS), f.lit("'"))
    return reason(engine, wrong, rule, name, value, complaint)


def reason(engine: Engine, wrong: Column, rule: str, *parts: Column | str) -> Column:
    """The text of a reason where something is wrong."""
    f = engine.functions
    texts = [f.lit(part) if isinstance(part, str) else part for part in (f"{rule}: ", *parts)]
    return f.when(wrong, f.concat(*texts))
