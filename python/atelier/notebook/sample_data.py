"""Invented files of stores, to try the notebooks with."""

import tempfile
from pathlib import Path

from atelier.notebook.ground import ground
from atelier.notebook.path import path
from atelier.report import Report
from atelier.sample_data.generate import run

FILES = ("store_sales.csv", "store_promotions.csv", "date_dim.csv")


def sample_data(folder: str = "raw", *, stores: int = 20, days: int = 730, seed: int = 7) -> list[str]:
    """Put sales, promotions and dates of made-up stores into a folder of the shared store; their paths.

    The same numbers give the same files. Files that are there stay as they are. Problems: those of `path`.
    """
    addresses = [path(f"{folder}/{name}") for name in FILES]
    missing = [address for address in addresses if not ground().has(address)]
    if missing:
        with tempfile.TemporaryDirectory() as made:
            run({"folder": made, "stores": stores, "days": days, "seed": seed}, Report(None))
            for address in missing:
                ground().keep(Path(made) / address.rsplit("/", 1)[1], address)
    return addresses
