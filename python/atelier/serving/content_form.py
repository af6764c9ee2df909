"""In which form a request comes, and in which its answer goes."""

from typing import Literal

from atelier.problem import Problem
from atelier.serving.shown import shown

Form = Literal["csv", "json"]
FORM_OF_TYPE: dict[str, Form] = {"text/csv": "csv", "application/json": "json"}


def request_form(content_type: str, content_encoding: str) -> Form:
    """The form of a request's body by its headers."""
    media_type, *parameters = [part.strip().lower() for part in content_type.split(";")]
    charset = next((part.removeprefix("charset=").strip('"') for part in parameters if part.startswith("charset=")), "")
    if media_type not in FORM_OF_TYPE or charset not in ("", "utf-8", "us-ascii"):
        raise Problem(
            "UnsupportedContentType",
            f"The content type is '{shown(content_type)}'; accepted are text/csv and application/json, in UTF-8.",
            "Send the header `Content-Type: text/csv` with CSV rows below a header line.",
        )
    if content_encoding not in ("", "identity"):
        raise Problem(
            "UnsupportedContentType",
            f"The content encoding is '{shown(content_encoding)}'; bodies are accepted as they are, not compressed.",
            "Send the body without a Content-Encoding header.",
        )
    return FORM_OF_TYPE[media_type]


def answer_form(accept: str, default: Form) -> Form:
    """The form with the highest weight in an Accept header (RFC 9110, 12.5.1); without a wish, the request's own.

    Of equal weights the first named counts; a range that fits several forms stands for the request's own first.
    """
    wishes = [_wish(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    weights = {form: _weight(media_type, wishes) for media_type, form in FORM_OF_TYPE.items()}
    form, (weight, _) = max(weights.items(), key=lambda entry: (*entry[1], entry[0] == default))
    if weight > 0:
        return form
    raise Problem(
        "NotAcceptable",
        f"The caller accepts '{shown(accept)}'; answers come as text/csv or application/json.",
        "Send the header `Accept: application/json`.",
    )


def _wish(part: str) -> tuple[str, float]:
    """A range and its weight; a weight that is no number from 0 to 1 accepts nothing."""
    media_range, *parameters = [piece.strip().lower() for piece in part.split(";")]
    weight = next((piece.removeprefix("q=") for piece in parameters if piece.startswith("q=")), "1")
    try:
        number = float(weight)
    except ValueError:
        return media_range, 0.0
    return media_range, number if 0 <= number <= 1 else 0.0


def _weight(media_type: str, wishes: list[tuple[str, float]]) -> tuple[float, int]:
    """The weight of the narrowest range that a type falls into, and how early that range is named, later being less."""
    for media_range in (media_type, f"{media_type.split('/')[0]}/*", "*/*"):
        for position, (wished, weight) in enumerate(wishes):
            if wished == media_range:
                return weight, -position
    return 0.0, 0
