"""Nothing that a project sends reaches what is not its own, nor a part of MLflow that is not on the list."""

from dataclasses import dataclass, fields

import pytest
from attacks_by_address import attacks_by_address
from attacks_on_projects import attacks_on_projects
from attacks_on_routes import attacks_on_routes
from attacks_on_spelling import attacks_on_spelling
from project_things import Project, make_project, secret_of
from running_server import ATTACHMENT, SECRET_OUTSIDE
from send_as_it_stands import send_as_it_stands

pytestmark = pytest.mark.walls

# For the names of the attempts alone.
NOBODY = Project(**{field.name: "77" for field in fields(Project)})
REFUSED = range(400, 500)
# These are answered, with the attacker's own things or with none.
ANSWERED = {
    "searches runs everywhere",
    "searches a run by a filter",
    "searches experiments everywhere",
    "searches versions everywhere",
    "searches data sets everywhere",
    "uses the page's proxy",
    "rewrites the path",
    "moves the application",
    "overrides the method",
}
# Refused for their size alone.
TOO_LARGE = {
    "sends more than anybody needs",
    "uploads more than the page may",
    "uploads more without saying how much",
}


@dataclass(frozen=True)
class Neighbours:
    """Two projects on one server; requests are sent in the workspace of the first."""

    server: object
    client: object
    own: Project
    victim: Project


@pytest.fixture(scope="module")
def neighbours(server) -> Neighbours:
    names = ("mallory", "ada")
    projects = []
    for name in names:
        server.make_workspace(name)
        with server.client(name) as client:
            projects.append(make_project(client, name))
    with server.client("mallory") as client:
        yield Neighbours(server, client, *projects)


@pytest.mark.parametrize("name", attacks_on_routes(NOBODY, NOBODY))
def test_a_part_of_mlflow_that_nobody_needs_is_refused(neighbours, name):
    attack(neighbours, attacks_on_routes(neighbours.own, neighbours.victim)[name], name)


@pytest.mark.parametrize("name", attacks_on_projects(NOBODY, NOBODY))
def test_nothing_of_another_project_is_reached(neighbours, name):
    attack(neighbours, attacks_on_projects(neighbours.own, neighbours.victim)[name], name)


@pytest.mark.parametrize("name", attacks_by_address(NOBODY, NOBODY))
def test_no_address_is_taken_from_a_request(neighbours, outside, name):
    attack(neighbours, attacks_by_address(neighbours.own, neighbours.victim, str(outside))[name], name)


@pytest.mark.parametrize("name", attacks_on_spelling(NOBODY, NOBODY))
def test_a_request_is_read_in_one_way_or_not_at_all(neighbours, name):
    attack(neighbours, attacks_on_spelling(neighbours.own, neighbours.victim)[name], name)


def test_after_all_that_nothing_outside_is_told(neighbours, outside):
    for version in ("2.0", "3.0"):
        for path in ({}, {"path": ATTACHMENT}):
            answer = neighbours.client.get(
                f"/ajax-api/{version}/mlflow/get-trace-artifact", params={"request_id": neighbours.own.trace, **path}
            )
            assert SECRET_OUTSIDE not in answer.text


def attack(neighbours: Neighbours, request, name: str) -> None:
    """Refused, or answered with nothing of the victim's; and the victim has what it had, and nothing more."""
    server, victim = neighbours.server, neighbours.victim
    rows, files = server.rows(), server.files(victim.name)
    answer = send_as_it_stands(neighbours.client, request)
    assert (answer.status_code == 200) if name in ANSWERED else (answer.status_code in REFUSED), answer.text
    assert (answer.status_code == 413) == (name in TOO_LARGE), answer.text
    assert secret_of(victim.name) not in answer.text
    assert SECRET_OUTSIDE not in answer.text
    assert server.files(victim.name) == files
    now = server.rows()
    assert {row for row in rows - now if concerns(row, victim)} == set()
    assert {row for row in now - rows if concerns(row, victim)} == set()


def concerns(row: str, project: Project) -> bool:
    """Whether a row is the project's, or points at something of it."""
    of_experiment = (
        f"'experiment_id': {project.experiment}," in row or f"'destination_id': '{project.experiment}'" in row
    )
    return of_experiment or any(thing in row for thing in project.ids() - {project.name}) or f"'{project.name}'" in row
