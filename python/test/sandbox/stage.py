"""A machine of its own on which every target of an attempt is there, and sandboxes are tried one after the other.

Started in namespaces of its own by `staged`: every address is its loopback's, so that no attempt leaves it, and
everything that attempts aim at is made by us. Prints what each scene says, by name.
"""

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from sandboxes import BUBBLEWRAP, PACKAGE, run_plainly
from scenes import FILE_MIB, MEMORY_MIB, SCENES, scene_command

from atelier.sandbox.attempts.belongings import SOCKETS
from atelier.sandbox.attempts.kernel_call import kernel_call
from atelier.sandbox.attempts.neighbours import SHARED_KEY, SHARED_NAME
from atelier.sandbox.attempts.outside import PLACES, Outside

HEADER_OF_AN_ANSWER = b"\x81\x80\x00\x01\x00\x01\x00\x00\x00\x00"
ANSWER = b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\xc0\x00\x02\x01"
CREATE_FOR_US = 0o1000 | 0o600
# To be left out of what is started: as a supervisor that forgot to close it would leave it.
LEAKED = 77


def command(*words: str) -> None:
    """Run a program of the system's, which must succeed."""
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603


def listening(family: int, address: object, kind: int = socket.SOCK_STREAM) -> socket.socket:
    """A socket that others reach."""
    listener = socket.socket(family, kind)
    listener.bind(address)
    if kind == socket.SOCK_STREAM:
        listener.listen(512)
    return listener


def make_network() -> None:
    """Every address there is, answered by the loopback."""
    command("ip", "link", "set", "lo", "up")
    command("ip", "link", "add", "link0", "type", "veth", "peer", "name", "link1")
    command("ip", "route", "add", "local", "default", "dev", "lo")
    command("ip", "-6", "route", "add", "local", "default", "dev", "lo")


def answer_names(server: socket.socket) -> None:
    """The same address for every name."""
    while True:
        question, asker = server.recvfrom(512)
        if len(question) < len(HEADER_OF_AN_ANSWER) + 2:
            continue
        end = question.index(b"\0", 12) + 5
        server.sendto(question[:2] + HEADER_OF_AN_ANSWER + question[12:end] + ANSWER, asker)


def answer_at_the_door(door: socket.socket) -> None:
    """A plain answer; one of a door that hands its own files on is asked for by the path of the other."""
    while True:
        stream, _ = door.accept()
        with stream, contextlib.suppress(OSError):
            stream.recv(1024)
            stream.send(b"HTTP/1.0 200 OK\r\n\r\n")


def hand_on(door: socket.socket, descriptor: int) -> None:
    """An open file to everybody."""
    while True:
        stream, _ = door.accept()
        with stream, contextlib.suppress(OSError):
            stream.recv(1024)
            socket.send_fds(stream, [b"HTTP/1.0 200 OK\r\n\r\n"], [descriptor])


def share() -> None:
    """Memory, semaphores and messages under the key and name that attempts try."""
    for name, arguments in {"shmget": (4096,), "semget": (1,), "msgget": ()}.items():
        kernel_call(name, SHARED_KEY, *arguments, CREATE_FOR_US)
    kernel_call("mq_open", SHARED_NAME.encode(), os.O_RDWR | os.O_CREAT, 0o600, None)
    Path("/dev/shm", SHARED_NAME).write_text("shared")  # noqa: S108


def make_doors(folder: Path, secret: Path) -> list[socket.socket]:
    """The door of a space, and one that hands an open file on."""
    doors = []
    for name in ("doors", "giving"):
        (folder / name).mkdir()
        doors.append(listening(socket.AF_UNIX, str(folder / name / "door.sock")))
    threading.Thread(target=answer_at_the_door, args=(doors[0],), daemon=True).start()
    given = os.open(secret, os.O_RDONLY)
    threading.Thread(target=hand_on, args=(doors[1], given), daemon=True).start()
    return doors


def make_outside(folder: Path) -> tuple[Outside, list[object]]:
    """Every target, and what keeps it there."""
    word = secrets.token_hex(8)
    for name in ("secret", *PLACES.values()):
        (folder / name).write_text(word)
    make_network()
    kept: list[object] = make_doors(folder, folder / "secret")
    for path in SOCKETS.values():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        kept.append(listening(socket.AF_UNIX, path))
    names = listening(socket.AF_INET, ("0.0.0.0", 53), socket.SOCK_DGRAM)  # noqa: S104
    threading.Thread(target=answer_names, args=(names,), daemon=True).start()
    tcp = listening(socket.AF_INET, ("0.0.0.0", 0))  # noqa: S104
    kept += [names, tcp, *(listening(socket.AF_INET, ("0.0.0.0", port)) for port in (53, 80))]  # noqa: S104
    newer = socket.create_server(("::", 80), family=socket.AF_INET6, reuse_port=False)
    here = socket.create_server(("::1", tcp.getsockname()[1]), family=socket.AF_INET6)
    kept += [newer, here, listening(socket.AF_UNIX, str(folder / "s.sock"))]
    kept.append(listening(socket.AF_UNIX, f"\0atelier-{word}"))
    share()
    # In a namespace of accounts of its own, as a browser's or a container's process is: one that could be entered.
    asleep = ["unshare", "--user", "--map-root-user", sys.executable, "-c", "import signal; signal.pause()  # atelier"]
    victim = subprocess.Popen(asleep)  # noqa: S603
    return Outside(
        secret=str(folder / "secret"),
        word=word,
        folder=str(folder),
        port=tcp.getsockname()[1],
        socket=str(folder / "s.sock"),
        abstract=f"atelier-{word}",
        pid=victim.pid,
        code=str(PACKAGE),
        bubblewrap=BUBBLEWRAP,
        memory_mib=MEMORY_MIB,
        file_mib=FILE_MIB,
        staged=True,
    ), [*kept, victim]


def main() -> None:
    """Try each scene; the targets are the same for all."""
    said: dict[str, object] = {}
    os.chdir("/")
    # Elsewhere than in /tmp, of which each sandbox has one of its own.
    command("mount", "-t", "tmpfs", "tmpfs", "/run")
    with tempfile.TemporaryDirectory(dir="/run") as name:
        folder = Path(name)
        outside, kept = make_outside(folder)
        os.dup2(os.open(outside.secret, os.O_RDONLY), LEAKED)
        for scene in SCENES:
            done = run_plainly(scene_command(scene, outside, folder), close_fds=False)
            said[scene] = json.loads(done.stdout) if done.stdout else done.stderr
        kept[-1].kill()
    print(json.dumps(said))


if __name__ == "__main__":
    main()
