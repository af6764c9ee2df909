"""The notebooks that come with Atelier, in a home folder."""

import os
import sys
from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "notebook/shipped"
FOLDER = "notebooks"


def lay_out(home: Path, shipped: Path = SHIPPED) -> None:
    """Copy into `home`/notebooks what is not there; what is there stays. A full disk stops nobody."""
    try:
        (home / FOLDER).mkdir(exist_ok=True)
        folder = os.open(home / FOLDER, os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            for notebook in sorted(shipped.glob("*.ipynb")):
                _copy(notebook, folder)
        finally:
            os.close(folder)
    except OSError as failure:
        print(f"the notebooks that come with Atelier are not all in {FOLDER}: {failure.strerror}", file=sys.stderr)


def _copy(notebook: Path, folder: int) -> None:
    """Whole or not at all: under its name only when it is all there, and over nothing that is there."""
    if notebook.name in os.listdir(folder):
        return
    draft = f".{notebook.name}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o660, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(notebook.read_bytes())
        os.link(draft, notebook.name, src_dir_fd=folder, dst_dir_fd=folder)
    finally:
        os.unlink(draft, dir_fd=folder)
