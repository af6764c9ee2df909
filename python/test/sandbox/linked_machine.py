"""A machine of its own with a link on which nobody answers, and how much attempts at the network send over it.

Started in namespaces of its own. Prints, by whether every address was said to be our own: verdicts and packets sent.
"""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

from atelier.sandbox.attempts import addresses, families, network
from atelier.sandbox.attempts.outside import Outside
from atelier.sandbox.try_walls import verdict

LINK = "link0"
NEIGHBOUR = "10.9.9.2"
# Those that wait for no answer.
AT_ONCE = ("send a datagram to the internet", "connect by the first bytes", "call everybody in the network")


def make_link() -> None:
    """A way to every address, over a link whose other end is ours and silent."""
    mac = "02:00:00:00:00:02"
    for words in (
        "link set lo up",
        f"link add {LINK} type veth peer name link1 address {mac}",
        f"addr add 10.9.9.1/24 dev {LINK}",
        f"link set {LINK} up",
        "link set link1 up",
        f"neigh add {NEIGHBOUR} lladdr {mac} dev {LINK}",
        f"route add default via {NEIGHBOUR}",
    ):
        subprocess.run(["ip", *words.split()], check=True, capture_output=True)  # noqa: S603, S607


def packets_sent() -> int:
    """Over the link, since it is there."""
    counts = next(line for line in Path("/proc/net/dev").read_text("utf-8").splitlines() if f"{LINK}:" in line)
    return int(counts.partition(":")[2].split()[9])


def tried(outside: Outside, names: tuple[str, ...] = ()) -> dict[str, object]:
    """Try every attempt at the network, or those that are named."""
    ways = {**network.attempts(outside), **addresses.attempts(outside), **families.attempts(outside)}
    before = packets_sent()
    said = {name: verdict(call) for name, call in ways.items() if not names or name in names}
    return {"said": said, "sent": packets_sent() - before}


def main() -> None:
    """With the rights of whoever made these namespaces."""
    # What a new link says of itself is not what is counted.
    for link in ("default", "all"):
        Path(f"/proc/sys/net/ipv6/conf/{link}/disable_ipv6").write_text("1", "utf-8")
    make_link()
    outside = Outside("", "", "", 9, "/nowhere", "nowhere", 1, "")
    plain = tried(outside)
    print(json.dumps({"plain": plain, "staged": tried(replace(outside, staged=True), AT_ONCE)}))


if __name__ == "__main__":
    main()
