"""Where files are kept."""

from atelier.notebook.ground import Store, ground
from atelier.problem import Problem

STORES = ("shared", "own")


def path(name: str = "", store: Store = "shared") -> str:
    """Path of a file in the store of the project's members, or in one's own: a folder's here, `s3://…` on AWS.

    Problems: `NotInASpace`, `UnknownStore`, `PathOutsideOfStore`.
    """
    if store not in STORES:
        raise Problem("UnknownStore", f"There is no store {store!r}.", f"Name one of {', '.join(STORES)}.")
    parts = name.split("/")
    if ".." in parts or name.startswith("/"):
        message = f"{name!r} leads out of the store."
        raise Problem("PathOutsideOfStore", message, "Name a file by its path inside of the store.")
    return "/".join([ground().folder(store), *[part for part in parts if part not in ("", ".")]])
