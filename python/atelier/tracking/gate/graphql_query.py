"""The queries that MLflow's page sends as GraphQL."""

from typing import Any

from graphql import GraphQLError, OperationDefinitionNode, StringValueNode, Visitor, parse, visit
from graphql.language import (
    ArgumentNode,
    DirectiveNode,
    FieldNode,
    ListValueNode,
    ObjectValueNode,
    VariableDefinitionNode,
)

from atelier.problem import Problem
from atelier.tracking.gate.json_document import Document

# Each reads, and what it reads of is named by variables; the first letters are those of the page.
ROOT_FIELDS = frozenset(
    {
        "mlflowGetRun",
        "mlflowGetExperiment",
        "mlflowSearchRuns",
        "mlflowGetMetricHistoryBulkInterval",
    }
)
MEMBERS = frozenset({"query", "variables", "operationName", "extensions"})
MOST_CHARACTERS = 20_000


def check_graphql(document: Document) -> None:
    """One query of listed fields, whose arguments are variables. Problems: `QueryRefused`."""
    text: Any = document.get("query")
    if not isinstance(text, str) or len(text) > MOST_CHARACTERS or not set(document) <= MEMBERS:
        raise _refused("it is not one text of at most 20,000 characters with its variables")
    try:
        parsed = parse(text, no_location=True, max_tokens=MOST_CHARACTERS)
        operations = [node for node in parsed.definitions if isinstance(node, OperationDefinitionNode)]
        if len(operations) != 1:
            raise _refused(f"it holds {len(operations)} operations")
        for node in operations[0].selection_set.selections:
            if not isinstance(node, FieldNode) or node.name.value not in ROOT_FIELDS:
                raise _refused("it asks for a field that is not listed")
        visit(parsed, _OnlyVariables())
    except (GraphQLError, RecursionError) as failure:
        raise _refused(f"it cannot be read: {failure}") from failure


class _OnlyVariables(Visitor):
    """Ids in the text of a query would pass by the check of its variables."""

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: Any) -> None:
        if node.default_value is not None:
            raise _refused(f"the variable '{node.variable.name.value}' has a value in the text of the query")

    def enter_argument(self, node: ArgumentNode, _key: Any, _parent: Any, _path: Any, ancestors: Any) -> None:
        if any(isinstance(ancestor, DirectiveNode) for ancestor in ancestors):
            return
        if isinstance(node.value, StringValueNode | ListValueNode | ObjectValueNode):
            raise _refused(f"the argument '{node.name.value}' stands in the text of the query")


def _refused(what: str) -> Problem:
    return Problem(
        "QueryRefused",
        f"The GraphQL query is refused: {what}.",
        f"Send one query of {', '.join(sorted(ROOT_FIELDS))}, with variables.",
    )
