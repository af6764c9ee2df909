"""What a wheel says of itself."""

import zipfile
from email.parser import BytesParser
from pathlib import Path

from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

from atelier.packages.refusal import Refusal

MOST_METADATA_BYTES = 4 * 1024**2


def metadata_of(path: Path, filename: str) -> bytes:
    """Its METADATA, at most 4 MiB. Raises the refusal of a broken wheel, and of one that its name does not fit."""
    try:
        name, version, *_ = parse_wheel_filename(filename)
        with zipfile.ZipFile(path) as wheel:
            found = [one for one in wheel.infolist() if one.filename.endswith(".dist-info/METADATA")]
            top = [one for one in found if one.filename.count("/") == 1]
            if len(top) != 1:
                raise broken(filename, f"it holds {len(top)} files METADATA instead of one")
            with wheel.open(top[0]) as file:
                text = file.read(MOST_METADATA_BYTES + 1)
        if len(text) > MOST_METADATA_BYTES:
            raise broken(filename, "its METADATA is longer than 4 MiB")
        headers = BytesParser().parsebytes(text, headersonly=True)
        said = (canonicalize_name(str(headers["Name"])), Version(str(headers["Version"])))
    except (ValueError, OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as failure:
        raise broken(filename, str(failure)[:200]) from failure
    if said != (name, version):
        raise broken(filename, f"it says of itself that it is {said[0]} {said[1]}")
    return text


def broken(filename: str, why: str) -> Refusal:
    """A file that would not be installed as what it was asked for."""
    message = f"{filename} is broken: {why}. It was not kept."
    return Refusal("PackageFileBroken", "broken file", message, "Take another version, and tell whoever publishes it.")
