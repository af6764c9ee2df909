"""Dates as texts in a flow's date format."""

import re

from atelier.etl.engines.engine import Column, Engine

# Where each part stands in an ISO date, and how long it is.
ISO_PARTS = {"yyyy": (1, 4), "MM": (6, 2), "dd": (9, 2)}
LONG_MONTHS = ("01", "03", "05", "07", "08", "10", "12")
LEAP_YEAR = r"^([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[048]|[2468][048]|[13579][26])00)\z"


def date_text(engine: Engine, date: Column, date_format: str) -> Column:
    """A date written in the format."""
    f = engine.functions
    iso = date.cast("date").cast("string")
    pieces = [piece for piece in re.split("(yyyy|MM|dd)", date_format) if piece]
    return f.concat(*(f.substring(iso, *ISO_PARTS[piece]) if piece in ISO_PARTS else f.lit(piece) for piece in pieces))


def date_pattern(date_format: str) -> str:
    """A regular expression for texts that look like the format."""
    pattern = re.escape(date_format)
    for part, (_, length) in ISO_PARTS.items():
        pattern = pattern.replace(part, f"[0-9]{{{length}}}")
    return rf"^{pattern}\z"


def is_real_date(engine: Engine, name: str, date_format: str) -> Column:
    """Whether a text that looks like the format names a day that exists.

    Compared as texts: the engines' own parsers disagree on 30 February.
    """
    year, month, day = (date_part(engine, name, date_format, part) for part in ISO_PARTS)
    any_month = day.between("01", "28")
    leap_day = (month == "02") & (day == "29") & year.rlike(LEAP_YEAR)
    not_february = (month != "02") & day.between("29", "30")
    long_month = month.isin(*LONG_MONTHS) & (day == "31")
    return month.between("01", "12") & (any_month | leap_day | not_february | long_month)


def iso_text(engine: Engine, name: str, date_format: str) -> Column:
    """Texts that look like the format, as ISO dates."""
    return engine.functions.concat_ws("-", *(date_part(engine, name, date_format, part) for part in ISO_PARTS))


def date_part(engine: Engine, name: str, date_format: str, part: str) -> Column:
    """One part of a column of texts that look like the format."""
    f = engine.functions
    return f.substring(f.btrim(f.col(name), f.lit(" ")), date_format.index(part) + 1, len(part))
