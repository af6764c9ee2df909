"""Rights from `atelier rights` are proved over every request there can be, not over those that somebody thought of."""

import json
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import z3
from iamprover.engine.patterns import globs_intersect
from iamprover.engine.solver import check_invariant
from iamprover.invariants import Invariant, load_invariants
from iamprover.model import Account, Policy, Principal
from iamprover.parsers.iam import parse_policy_document
from iamprover.privesc import load_builtin_privesc

pytestmark = pytest.mark.walls

REPOSITORY = Path(__file__).parents[3]
ACCOUNT = "123456789012"
HOLDERS = ("deploy", "execution", "status", "boundary")
PROOF_SECONDS = 240

# What the workspace's roles are for: a job of SageMaker gets the role of the project's jobs.
KEPT = {("boundary", "privesc-passrole-sagemaker")}
# CloudFormation's role makes roles and policies: `invariants.yaml` says of which, and within what.
MAKES_ROLES = {"execution"}


@cache
def policies(holder: str) -> tuple[Policy, ...]:
    """The policies for a holder of the example, in an account with a number."""
    node = REPOSITORY / "node_modules/.bin/node"
    command = [node, "packages/cli/src/main.ts", "rights", "examples/acme/atelier.yaml", "--for", holder, "--json"]
    said = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout  # noqa: S603
    given = json.loads(said.replace("?" * 12, ACCOUNT))["policies"]
    return tuple(parse_policy_document(each["name"], each["document"]) for each in given)


def principal(holder: str) -> Principal:
    """Somebody with the rights; for the boundary, a role within it that has all rights."""
    if holder != "boundary":
        return Principal(arn=f"arn:aws:iam::{ACCOUNT}:role/{holder}", policies=list(policies(holder)))
    everything = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    (boundary,) = policies("boundary")
    return Principal(
        arn=f"arn:aws:iam::{ACCOUNT}:role/acme-studio",
        policies=[parse_policy_document("AdministratorAccess", everything)],
        permission_boundary=boundary,
    )


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


OURS = load_invariants(Path(__file__).with_name("invariants.yaml"))
PUBLISHED = load_builtin_privesc()


@pytest.mark.parametrize("invariant", OURS, ids=lambda each: each.id)
@pytest.mark.parametrize("holder", HOLDERS)
def test_no_request_breaks(holder: str, invariant: Invariant, monkeypatch: pytest.MonkeyPatch) -> None:
    assert breaches(principal(holder), invariant, monkeypatch) == []


@pytest.mark.parametrize(
    ("holder", "invariant"),
    [
        pytest.param(holder, each, id=f"{holder}-{each.id}")
        for holder in HOLDERS
        for each in PUBLISHED
        if holder not in MAKES_ROLES and (holder, each.id) not in KEPT
    ],
)
def test_no_published_way_to_more_rights_is_open(
    holder: str, invariant: Invariant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert breaches(principal(holder), invariant, monkeypatch) == []


@pytest.mark.parametrize(
    "wall", ["roles-without-a-boundary-stay-as-they-are", "no-other-boundary", "no-role-for-an-instance"]
)
def test_a_wall_that_is_away_is_missed(wall: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (invariant,) = [each for each in OURS if each.id == wall]
    open_policies = [
        replace(policy, statements=[replace(each, conditions=[]) for each in policy.statements])
        for policy in policies("execution")
    ]
    open_principal = replace(principal("execution"), policies=open_policies)
    assert breaches(open_principal, invariant, monkeypatch) != []
