"""A value of a request as it may stand in an answer."""

SHOWN_CHARACTERS = 60


def shown(value: object) -> str:
    """The value's first 60 characters; those that a terminal would act on, or that nobody sees, are escaped."""
    text = str(value)
    end = "…" if len(text) > SHOWN_CHARACTERS else ""
    return "".join(map(_visible, text[:SHOWN_CHARACTERS])) + end


def _visible(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode()
