"""What people of a workspace can never do is proved of their synthesised roles, over every request there can be."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest
import yaml
from breaches import breaches, meet
from iamprover.invariants import Invariant, load_invariants
from iamprover.model import Policy, Principal, Statement
from iamprover.parsers.iam import parse_policy_document

pytestmark = pytest.mark.walls

REPOSITORY = Path(__file__).parents[3]
FILE = Path(__file__).with_name("people.yaml")
PEOPLE = ("lena", "omar", "vera", "otto", "ines")
INVARIANTS = load_invariants(FILE)
# Refused by a statement, so that it holds whatever else somebody attaches to the role.
REFUSED = {each["id"] for each in yaml.safe_load(FILE.read_text())["invariants"] if each.get("always")}
EVERYTHING = parse_policy_document(
    "AdministratorAccess", {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
)


@cache
def printed() -> dict[str, dict]:
    """People of the example by name, as the templates make their roles."""
    command = [REPOSITORY / "node_modules/.bin/node", "packages/aws/test/access/print-people.ts"]
    said = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout  # noqa: S603
    return {each["name"]: each for each in json.loads(said)["people"]}


@cache
def principal(name: str) -> Principal:
    """Somebody's role, with the values of its tags where its policies speak of them."""
    person = printed()[name]
    text = json.dumps(person["policies"])
    for key, value in person["tags"].items():
        text = text.replace(f"${{aws:PrincipalTag/{key}}}", value)
    policies = [parse_policy_document(each["name"], each["document"]) for each in json.loads(text)]
    return Principal(arn=person["arn"], policies=[modelled(each) for each in policies])


def modelled(policy: Policy) -> Policy:
    """Refusals in operators that the prover knows, of a request that has one value for each key.

    A refusal that holds for a key that is missing, too, is taken to hold for what is there alone: that refuses less.
    """
    return replace(policy, statements=[refusing(each) if each.effect == "Deny" else each for each in policy.statements])


def refusing(statement: Statement) -> Statement:
    plain = [
        replace(each, operator=each.operator.removeprefix("ForAnyValue:").removesuffix("IfExists"))
        for each in statement.conditions
    ]
    return replace(statement, conditions=plain)


def as_asked_by(name: str, invariant: Invariant) -> Invariant:
    """The tags of a role are not for whoever asks to choose."""
    tags = {f"aws:PrincipalTag/{key}": value for key, value in printed()[name]["tags"].items()}
    return replace(invariant, where={**tags, **invariant.where})


def told(name: str, invariant: Invariant, who: Principal, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Counterexamples in full; each action and resource is asked for by itself, which is proved far sooner."""
    asked = as_asked_by(name, invariant)
    for action in allowed_among(asked.actions, who):
        narrow = replace(who, policies=[about_one(action, policy) for policy in who.policies])
        for resource in asked.resources:
            for each in breaches(narrow, replace(asked, actions=[action], resources=[resource]), monkeypatch):
                yield f"{invariant.id}: {name} ({printed()[name]['role']}) may {each}"


def about_one(action: str, policy: Policy) -> Policy:
    """Where one call is asked, whatever patterns speak of it say the same as its name."""
    if "*" in action:
        return policy
    speaking = [
        replace(each, actions=[action])
        for each in policy.statements
        if meet(each.actions, [action]) or each.not_actions
    ]
    return replace(policy, statements=speaking)


def allowed_among(asked: list[str], who: Principal) -> list[str]:
    """What is asked, in the narrower words in which policies allow it: nothing else could be allowed."""
    statements = [each for policy in who.policies for each in policy.statements if each.effect == "Allow"]
    given = {action for each in statements for action in each.actions}
    narrower = {one: [each for each in given if fnmatchcase(each.lower(), one.lower())] for one in asked}
    wider = {one for one in asked for each in given if meet([each], [one]) and each not in narrower[one]}
    return sorted({*wider, *(each for those in narrower.values() for each in those)})


def is_exempt(name: str, invariant: Invariant) -> bool:
    return any(pattern.endswith(f"-{name}") for pattern in invariant.unless_principals)


BOUND = [
    pytest.param(name, each, id=f"{name}-{each.id}")
    for each in INVARIANTS
    for name in PEOPLE
    if not is_exempt(name, each)
]
EXEMPT = [
    pytest.param(name, each, id=f"{name}-{each.id}") for each in INVARIANTS for name in PEOPLE if is_exempt(name, each)
]


@pytest.mark.parametrize(("name", "invariant"), BOUND)
def test_no_request_of_a_person_breaks(name: str, invariant: Invariant, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(told(name, invariant, principal(name), monkeypatch)) == []


@pytest.mark.parametrize(("name", "invariant"), EXEMPT)
def test_who_is_named_as_an_exception_is_one(name: str, invariant: Invariant, monkeypatch: pytest.MonkeyPatch) -> None:
    model = "arn:aws:sagemaker:eu-central-1:111122223333:model-package/harvest--yields--models/1"
    is_of_models = all(action.endswith("ModelPackage") for action in invariant.actions)
    asked = replace(invariant, unless_principals=[], resources=[model] if is_of_models else invariant.resources)
    assert next(told(name, asked, principal(name), monkeypatch), None) is not None


# What is registered is kept by the policy of its bucket, which packages/aws/test/access asks; the role alone lets it.
REPLACE = "model.replace on project yields: s3:"
KEPT_BY_THE_BUCKET = {
    "lena": {f"{REPLACE}PutObject", f"{REPLACE}DeleteObject"},
    "omar": {f"{REPLACE}PutObject", f"{REPLACE}DeleteObject"},
    "ines": {f"{REPLACE}DeleteObject"},
}


@pytest.mark.parametrize("name", PEOPLE)
def test_nothing_that_the_access_table_refuses_is_done(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = [of_refusal(each) for each in printed()[name]["refused"]]
    assert len(refused) > 20
    broken = {each.id: list(told(name, each, principal(name), monkeypatch)) for each in refused}
    expected = KEPT_BY_THE_BUCKET.get(name, set())
    assert [line for id_, lines in broken.items() if id_ not in expected for line in lines] == []
    assert {id_ for id_, lines in broken.items() if lines} == expected


def of_refusal(call: dict) -> Invariant:
    """A refused request, of any object of a bucket."""
    resource = call["resource"]
    if resource.startswith("arn:aws:s3:::") and "/" in resource:
        resource = f"{resource.rsplit('/', 1)[0]}/*"
    return Invariant(id=call["id"], description="", actions=[call["action"]], resources=[resource], where=call["where"])


@pytest.mark.parametrize(
    ("name", "invariant"),
    [each for each in BOUND if each.values[0] in {"omar", "lena"} and each.values[1].id in REFUSED],
)
def test_what_a_statement_refuses_stays_refused_whatever_is_attached(
    name: str, invariant: Invariant, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = principal(name)
    attached = replace(mine, policies=[*mine.policies, EVERYTHING])
    assert list(told(name, invariant, attached, monkeypatch)) == []


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda each: each.id)
def test_a_role_without_walls_breaks_it(invariant: Invariant, monkeypatch: pytest.MonkeyPatch) -> None:
    """With everything allowed, and no statement that refuses."""
    open_role = replace(principal("vera"), policies=[EVERYTHING])
    assert next(told("vera", invariant, open_role, monkeypatch), None) is not None


@pytest.mark.parametrize("invariant", [each for each in INVARIANTS if each.id in REFUSED], ids=lambda each: each.id)
def test_a_refusal_that_is_away_is_missed(invariant: Invariant, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest of the role stays as it is: what is gone are the statements that speak of what is asked."""
    mine = principal("vera")
    kept = [
        replace(policy, statements=[each for each in policy.statements if not refuses(each, invariant)])
        for policy in mine.policies
    ]
    attached = replace(mine, policies=[*kept, EVERYTHING])
    assert next(told("vera", invariant, attached, monkeypatch), None) is not None


def refuses(statement: Statement, invariant: Invariant) -> bool:
    return statement.effect == "Deny" and any(meet([action], invariant.actions) for action in statement.actions)
