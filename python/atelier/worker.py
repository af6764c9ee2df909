"""Run one step of a flow: a JSON task on standard input, news and result on the report descriptor."""

import importlib
import json
import sys
from typing import Any

from atelier.log_lines import failure_lines, log_lines
from atelier.one_line import one_line
from atelier.problem import Problem, machine_problem
from atelier.report import Report, report_from_environment

STEPS = {
    "batch": "atelier.serving.batch",
    "fetch": "atelier.tracking.fetch",
    "load": "atelier.etl.load",
    "notebook": "atelier.space.run_notebook",
    "packages": "atelier.packages.package_server",
    "register": "atelier.tracking.register",
    "sample-data": "atelier.sample_data.generate",
    "serve": "atelier.serving.serve",
    "space": "atelier.space.notebook_server",
    "tracking": "atelier.tracking.server.tracking_server",
    "train": "atelier.forecasting.train",
}
EXIT_DONE = 0
EXIT_PROBLEM = 1
EXIT_BUG = 70


def main() -> int:
    """Exit codes: 0 done, 1 a problem that a person can act on, 70 our bug (its trace is in the log)."""
    log_lines()
    report = report_from_environment()
    try:
        result = _run(sys.stdin.read(), report)
    except Problem as problem:
        return _hand_on(problem, report)
    except Exception as failure:
        problem = machine_problem(failure)
        if problem is not None:
            return _hand_on(problem, report)
        sys.stderr.write(failure_lines(failure))
        return EXIT_BUG
    report.send({"result": result})
    return EXIT_DONE


def _hand_on(problem: Problem, report: Report) -> int:
    report.send({"problem": problem.as_dict()})
    print(one_line(f"{problem.code}: {problem.message}"), file=sys.stderr)
    return EXIT_PROBLEM


def _run(text: str, report: Report) -> dict[str, Any]:
    try:
        task = json.loads(text)
    except json.JSONDecodeError as failure:
        raise Problem(
            "MalformedTask", f"The task is not JSON: {failure}.", 'Write {"step": "<name>", …} to standard input.'
        ) from failure
    step = task.get("step") if isinstance(task, dict) else None
    if step not in STEPS:
        raise Problem("UnknownStep", f"The task's step is {step!r}.", f"Name one of {', '.join(STEPS)}.")
    return importlib.import_module(STEPS[step]).run(task, report)


if __name__ == "__main__":
    sys.exit(main())
