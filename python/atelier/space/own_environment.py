"""Where a space installs packages: an environment in its home, on top of the libraries that Atelier comes with."""

import json
import os
import shutil
import sys
import sysconfig
import venv
from pathlib import Path

FOLDER = ".local/share/atelier/environment"
PIP = "import sys\nfrom pip._internal.cli.main import main\nsys.exit(main())\n"


def own_environment(home: Path) -> dict[str, str]:
    """Make it, or make it fit this installation again; the variables by which shells, pip and uv find it.

    What is installed in it stays, and goes before what Atelier comes with. Kernels run in it. Removed as a whole, it is
    made anew, empty, with the next start.
    """
    folder, base = home / FOLDER, sysconfig.get_path("purelib")
    programs = folder / "bin"
    # Links to the Python of an installation that has moved since.
    shutil.rmtree(programs, ignore_errors=True)
    venv.EnvBuilder(symlinks=True, with_pip=False).create(folder)
    libraries = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    (libraries / "atelier_base.pth").write_text(f"{base}\n", "utf-8")
    for name in ("pip", "pip3"):
        (programs / name).write_text(f"#!{programs / 'python'}\n{PIP}", "utf-8")
        (programs / name).chmod(0o755)
    _have_kernels_run_in(programs / "python", Path(os.environ["JUPYTER_DATA_DIR"]) / "kernels/python3")
    path = [str(programs), str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    return {"PATH": os.pathsep.join(path), "VIRTUAL_ENV": str(folder)}


def _have_kernels_run_in(python: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    kernel = {
        "argv": [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python 3",
        "language": "python",
        "metadata": {"debugger": True},
    }
    (folder / "kernel.json").write_text(json.dumps(kernel, indent=1), "utf-8")
