"""A flow's model behind its endpoint, asked for from a notebook."""

import sys
from typing import Any

from atelier.notebook.ground import ground


def deploy(flow: str) -> dict[str, Any]:
    """Run a flow of the project to its end: load, train, register, deploy, batch; its report.

    What answers behind an endpoint is what a flow has trained: nobody deploys by hand, on either ground.
    Interrupting leaves the run running; called again, it is listened to.
    Problems: `NotInASpace`, `NotAllowed`, `UnknownFlow`, and those of the run.
    """
    seen: set[str] = set()

    def tell(news: dict[str, Any]) -> None:
        step = news.get("progress", {}).get("step")
        if step and step not in seen:
            seen.add(step)
            print(f"{step} …", file=sys.stderr, flush=True)

    return ground().run_flow(flow, tell)
