"""No process of a sandbox outlives it or signals its starter, and none has what was left open by mistake."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from sandboxes import BUBBLEWRAP, ENVIRONMENT, PYTHON, launch_of, namespaces_are_refused, run_plainly, without

from atelier.sandbox.bubblewrap import bubblewrap_arguments
from atelier.sandbox.launch import Launch

pytestmark = pytest.mark.walls

WITHIN_SECONDS = 20
# Each leaves a process that holds on to the file that it is given, and ends at once itself.
LEAVING = {
    "a daemon": "os.setsid()\nif os.fork(): os._exit(0)",
    "one that ignores signals": "[signal.signal(s, signal.SIG_IGN) for s in (1, 2, 3, 13, 15)]",
    "one that is stopped": "os.kill(os.getpid(), signal.SIGSTOP)",
    "one in a group of its own": "os.setpgid(0, 0)",
}
LEFT = """
import fcntl, os, signal, sys
ready, go = os.pipe()
if os.fork() == 0:
    held = open(sys.argv[1], "w")
    fcntl.flock(held, fcntl.LOCK_EX)
    os.write(go, b"x")
    {how}
    signal.pause()
os.read(ready, 1)
if "daemon" in sys.argv[2]: os.close(go); os.close(ready)
"""


def is_held(file: Path) -> bool:
    """Whether a process has the lock of the file."""
    return subprocess.run(["/usr/bin/flock", "--nonblock", str(file), "true"], check=False).returncode != 0  # noqa: S603


def is_let_go(file: Path) -> bool:
    """Whether it is let go before long: the kernel ends what is left of a namespace on its own."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while is_held(file):
        if time.monotonic() > deadline:
            return False
        os.sched_yield()
    return True


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A folder for a sandbox, on a machine that gives namespaces."""
    reason = namespaces_are_refused(tmp_path)
    if reason is not None:
        pytest.skip(f"this machine gives no namespaces: {reason}")
    return tmp_path


def space(scratch: Path, command: list[str]) -> Launch:
    """As a space is: it may start what it likes."""
    return launch_of(scratch, command, reach="loopback", processes="many")


def launched(launch: Launch) -> list[str]:
    """The command of the launcher."""
    return [PYTHON, "-S", "-P", "-m", "atelier.sandbox.launch", json.dumps(asdict(launch))]


@pytest.mark.parametrize("kind", LEAVING)
def test_no_process_outlives_it(scratch: Path, kind: str) -> None:
    command = [PYTHON, "-c", LEFT.format(how=LEAVING[kind].replace("\n", "\n    ")), "/tmp/held", kind]  # noqa: S108
    done = run_plainly(launched(space(scratch, command)), stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stderr
    assert is_let_go(scratch / "held")


@pytest.mark.parametrize("kind", LEAVING)
def test_it_would_without_a_process_namespace(scratch: Path, kind: str) -> None:
    command = [PYTHON, "-c", LEFT.format(how=LEAVING[kind].replace("\n", "\n    ")), "/tmp/held", kind]  # noqa: S108
    arguments = without(bubblewrap_arguments(space(scratch, command), None), ("--unshare-pid",))
    # Its parent ends with the sandbox, and the ones that it left do not.
    arguments = without(arguments, ("--die-with-parent",))
    weak = [BUBBLEWRAP, *arguments, "--", *command]
    group = subprocess.Popen(  # noqa: S603
        weak, env=ENVIRONMENT, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert group.wait(WITHIN_SECONDS) == 0
    try:
        assert is_held(scratch / "held")
    finally:
        end_holder(scratch / "held")


def end_holder(file: Path) -> None:
    """End the process that has the file open."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            names = [str(link.readlink()) for link in (entry / "fd").iterdir()]
        except OSError:
            continue
        if any(name in (str(file), "/tmp/held") for name in names):  # noqa: S108
            os.kill(int(entry.name), signal.SIGKILL)


SIGNAL_THE_GROUP = "import os, signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); os.kill(0, signal.SIGTERM)"
STARTER = """
import subprocess, sys
victim = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, close_fds=False)
print("lives" if victim.poll() is None else "ended", flush=True)
victim.kill()
"""


def starter(command: list[str]) -> subprocess.CompletedProcess[str]:
    """A process that starts a sandbox in its own group, in which it has a child besides."""
    told = [sys.executable, "-c", STARTER, *command]
    return run_plainly(told, start_new_session=True, close_fds=False)


def test_a_signal_to_its_group_stays_inside(scratch: Path) -> None:
    done = starter(launched(space(scratch, [PYTHON, "-c", SIGNAL_THE_GROUP])))
    assert (done.stdout, done.returncode) == ("lives\n", 0)


def test_the_signal_gets_out_when_the_launcher_leaves_it_in_the_group(scratch: Path) -> None:
    arguments = bubblewrap_arguments(space(scratch, []), None)
    done = starter([BUBBLEWRAP, *arguments, "--", PYTHON, "-c", SIGNAL_THE_GROUP])
    assert done.returncode == -signal.SIGTERM


LIST_OPEN = (
    "import os; print([n for n in map(int, os.listdir('/proc/self/fd')) if os.path.exists(f'/proc/self/fd/{n}')])"
)


@pytest.mark.parametrize("number", [100, 255, 1023])
@pytest.mark.parametrize("namespaces", [True, False])
def test_nothing_left_open_is_handed_on(scratch: Path, number: int, namespaces: bool) -> None:
    secret = scratch.parent / "secret"
    secret.write_text("x")
    opened = os.open(secret, os.O_RDONLY)
    os.dup2(opened, number, inheritable=True)
    launch = launch_of(scratch, [PYTHON, "-c", LIST_OPEN], bubblewrap=BUBBLEWRAP if namespaces else None)
    try:
        done = run_plainly(launched(launch), pass_fds=[number])
    finally:
        os.close(number)
        os.close(opened)
    assert done.returncode == 0, done.stderr
    assert number not in json.loads(done.stdout)
