"""Packages made for a test."""

import base64
import hashlib
import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence


def wheel(
    name: str, version: str, needs: Sequence[str] = (), *, says: tuple[str, str] | None = None, text: str = "1"
) -> tuple[str, bytes]:
    """File name and content of a wheel with one module; `says`: name and version that its METADATA claims."""
    module = name.replace("-", "_").lower()
    folder = f"{module}-{version}.dist-info"
    named, numbered = says or (name, version)
    metadata = f"Metadata-Version: 2.1\nName: {named}\nVersion: {numbered}\n"
    files: Mapping[str, str] = {
        f"{module}.py": f"value = {text!r}\nversion = {version!r}\n",
        f"{folder}/METADATA": metadata + "".join(f"Requires-Dist: {need}\n" for need in needs),
        f"{folder}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},sha256={_digest(content)},{len(content)}\n" for path, content in files.items())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in {**files, f"{folder}/RECORD": record + f"{folder}/RECORD,,\n"}.items():
            archive.writestr(zipfile.ZipInfo(path), content)
    return f"{module}-{version}-py3-none-any.whl", out.getvalue()


def source_archive(name: str, version: str, mark: str) -> tuple[str, bytes]:
    """A source archive whose build writes the file `mark`, and needs nothing else."""
    built, content = wheel(name, version, text="from source")
    module = name.replace("-", "_")
    backend = f"""
import base64, pathlib
def build_wheel(folder, config_settings=None, metadata_directory=None):
    pathlib.Path({mark!r}).write_text("ran")
    pathlib.Path(folder, {built!r}).write_bytes(base64.b64decode({base64.b64encode(content)!r}))
    return {built!r}
"""
    files = {
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        "backend.py": backend,
        "PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
    }
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for path, text in files.items():
            member = tarfile.TarInfo(f"{module}-{version}/{path}")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))
    return f"{module}-{version}.tar.gz", out.getvalue()


def _digest(content: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).rstrip(b"=").decode()
