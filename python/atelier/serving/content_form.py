"""In which form a request comes, and in which its answer goes."""

from typing import Literal

from atelier.problem import Problem

Form = Literal["csv", "json"]
FORM_OF_TYPE: dict[str, Form] = {"text/csv": "csv", "application/json": "json"}
ANY_TYPE = ("", "*/*", "application/*", "text/*")


def request_form(content_type: str, content_encoding: str) -> Form:
    """The form of a request's body by its headers."""
    media_type, *parameters = [part.strip().lower() for part in content_type.split(";")]
    charset = next((part.removeprefix("charset=").strip('"') for part in parameters if part.startswith("charset=")), "")
    if media_type not in FORM_OF_TYPE or charset not in ("", "utf-8", "us-ascii"):
        raise Problem(
            "UnsupportedContentType",
            f"The content type is '{content_type}'; accepted are text/csv and application/json, in UTF-8.",
            "Send the header `Content-Type: text/csv` with CSV rows below a header line.",
        )
    if content_encoding not in ("", "identity"):
        raise Problem(
            "UnsupportedContentType",
            f"The content encoding is '{content_encoding}'; bodies are accepted as they are, not compressed.",
            "Send the body without a Content-Encoding header.",
        )
    return FORM_OF_TYPE[media_type]


def answer_form(accept: str, default: Form) -> Form:
    """The first form the caller names that we can answer in; without a wish, the request's own."""
    wishes = [wish.split(";")[0].strip().lower() for wish in accept.split(",")]
    for wish in wishes:
        if wish in FORM_OF_TYPE:
            return FORM_OF_TYPE[wish]
        if wish in ANY_TYPE:
            return default
    raise Problem(
        "NotAcceptable",
        f"The caller accepts '{accept}'; answers come as text/csv or application/json.",
        "Send the header `Accept: application/json`.",
    )
