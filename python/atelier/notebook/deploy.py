"""A flow's model behind its endpoint, asked for from a notebook."""

import sys
from dataclasses import dataclass, field
from typing import Any

from atelier.notebook.ground import ground


@dataclass(frozen=True)
class Deployment:
    """What answers now, and where its next steps are."""

    endpoint: str
    model: str
    version: int
    batch_table: str
    seconds: float
    # All that the run says of itself.
    report: dict[str, Any] = field(repr=False)


def deploy(flow: str) -> Deployment:
    """Run a flow of the project to its end: load, train, register, deploy, batch.

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

    report = ground().run_flow(flow, tell)
    return Deployment(
        endpoint=report["endpoint"]["name"],
        model=report["model"]["name"],
        version=report["model"]["version"],
        batch_table=report["batch"]["table"],
        seconds=round(report["seconds"], 1),
        report=report,
    )
