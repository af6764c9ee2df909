"""Requests that break an invariant, found by a prover that tries every request there can be."""

from dataclasses import replace

import pytest
import z3
from iamprover.engine.patterns import globs_intersect
from iamprover.engine.solver import check_invariant
from iamprover.invariants import Invariant
from iamprover.model import Account, Policy, Principal

PROOF_SECONDS = 240


def meet(some: list[str], others: list[str]) -> bool:
    return any(globs_intersect(one.lower(), other.lower()) for one in some for other in others)


def about(invariant: Invariant, policy: Policy) -> Policy:
    """Part of a policy that can speak of an invariant's request: the rest never changes an answer, and takes hours."""
    actions = [action for step in invariant.steps() for action in step.actions]
    resources = [resource for step in invariant.steps() for resource in step.resources]
    shorter = [
        replace(
            statement,
            actions=[action for action in statement.actions if meet([action], actions)],
            resources=[resource for resource in statement.resources if meet([resource], resources)],
        )
        for statement in policy.statements
    ]
    return replace(policy, statements=[each for each in shorter if each.actions and each.resources])


def breaches(who: Principal, invariant: Invariant, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Requests that break the invariant. An answer that is not found in time is a failure, not a proof."""
    z3.set_param("timeout", PROOF_SECONDS * 1000)
    answers = []
    check = z3.Solver.check

    def answered(solver: z3.Solver) -> z3.CheckSatResult:
        answers.append(check(solver))
        return answers[-1]

    monkeypatch.setattr(z3.Solver, "check", answered)
    limit = who.permission_boundary
    asked = replace(
        who,
        policies=[about(invariant, policy) for policy in who.policies],
        permission_boundary=limit and about(invariant, limit),
    )
    found = check_invariant(Account(principals=[asked]), invariant)
    assert z3.unknown not in answers
    return [f"{each.action} on {each.resource} when {each.context}" for each in found.counterexamples]
