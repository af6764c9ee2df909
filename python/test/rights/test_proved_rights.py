"""Rights from `atelier rights` are proved over every request there can be, not over those that somebody thought of."""

import json
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from breaches import breaches
from iamprover.invariants import Invariant, load_invariants
from iamprover.model import Policy, Principal
from iamprover.parsers.iam import parse_policy_document
from iamprover.privesc import load_builtin_privesc

pytestmark = pytest.mark.walls

REPOSITORY = Path(__file__).parents[3]
ACCOUNT = "123456789012"
HOLDERS = ("deploy", "execution", "status", "boundary")

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
