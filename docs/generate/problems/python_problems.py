"""Every problem that Python makes, as JSON: code, message, fix, whose turn, file; gaps for what only a run knows."""

import ast
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GAP = "…"
FIELDS = ("code", "message", "fix", "whose")
# Far more than what leads from a problem to its words.
DEEPEST = 8

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file, by its dotted name."""

    name: str
    tree: ast.Module


@dataclass(frozen=True)
class Scope:
    """Where an expression stands, and what its function was called with, where that is known."""

    module: Module
    function: Function | None
    line: int
    given: dict[str, tuple[ast.expr, "Scope"]]


@dataclass(frozen=True)
class Called:
    """A call by name, and where it stands."""

    call: ast.Call
    scope: Scope


class Reader:
    """Follows names through the modules of a package."""

    def __init__(self, root: Path) -> None:
        self.modules = {module.name: module for module in modules_of(root)}
        self.calls = [called for module in self.modules.values() for called in calls_in(module, module.tree, None)]

    def problems(self) -> Iterator[dict[str, str]]:
        """One entry for each place that makes a problem, and for each caller that gives it other words."""
        for called in self.calls:
            if called.call.func.id == "Problem":
                file = f"python/{called.scope.module.name.replace('.', '/')}.py"
                yield from ({**found, "file": file} for found in self.read(called.call, called.scope))

    def read(self, call: ast.Call, scope: Scope, far: int = 0) -> Iterator[dict[str, str]]:
        """The texts of a call of Problem; where it says what its function is given, once for each caller."""
        given = arguments(call, FIELDS)
        names = [value.id for value in given.values() if isinstance(value, ast.Name)]
        parameters = parameters_of(scope.function)
        if far < DEEPEST and any(name in parameters and name not in scope.given for name in names):
            for caller in self.callers(scope):
                known = {name: (value, caller.scope) for name, value in arguments(caller.call, parameters).items()}
                yield from self.read(call, Scope(scope.module, scope.function, scope.line, known), far + 1)
        else:
            yield from combined({field: self.texts(value, scope) for field, value in given.items()})

    def callers(self, scope: Scope) -> Iterator[Called]:
        """Who calls the function of a scope."""
        for called in self.calls:
            function, module = self.defined(called.call.func.id, called.scope.module)
            if function is scope.function and module is scope.module:
                yield called

    def defined(self, name: str, module: Module) -> tuple[ast.stmt | None, Module]:
        """The statement that gives a name its meaning in a module, and the module in which that stands."""
        for statement in module.tree.body:
            if isinstance(statement, Function) and statement.name == name:
                return statement, module
            if isinstance(statement, ast.Assign) and any(getattr(to, "id", None) == name for to in statement.targets):
                return statement, module
            if isinstance(statement, ast.ImportFrom) and statement.module in self.modules:
                for alias in statement.names:
                    if (alias.asname or alias.name) == name:
                        return self.defined(alias.name, self.modules[statement.module])
        return None, module

    def texts(self, node: ast.expr, scope: Scope, depth: int = 0) -> list[str]:
        """Everything that an expression can be: one text for each branch that it may take."""
        if depth > DEEPEST:
            return [GAP]
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=values):
                return ["".join(self.part(value, scope, depth) for value in values)]
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                text = self.part(left, scope, depth) + self.part(right, scope, depth)
                # A sum of numbers is one gap.
                return [text if re.sub(f"‹[^›]*›|{GAP}", "", text) else GAP]
            case ast.IfExp(body=body, orelse=orelse):
                return self.texts(body, scope, depth + 1) + self.texts(orelse, scope, depth + 1)
            case ast.Name(id=name):
                return self.named(name, scope, depth)
            case ast.Subscript(value=ast.Name(id=name)):
                return self.entries(name, scope, depth) or [GAP]
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="get"), args=[_, other]):
                return (self.entries(name, scope, depth) or [GAP]) + self.texts(other, scope, depth + 1)
        return [GAP]

    def part(self, node: ast.expr, scope: Scope, depth: int) -> str:
        """A part of a text: what it is where it can be one thing only."""
        inner = node.value if isinstance(node, ast.FormattedValue) else node
        values = self.texts(inner, scope, depth + 1)
        return values[0] if len(values) == 1 and values[0] != GAP else gap_of(inner)

    def named(self, name: str, scope: Scope, depth: int) -> list[str]:
        """The texts that a name can be: what its function is given or assigns last before, or its module says."""
        if name in scope.given:
            value, outer = scope.given[name]
            return self.texts(value, outer, depth + 1)
        assigned = last_assigned(name, scope)
        if assigned is not None:
            return self.texts(assigned, scope, depth + 1)
        if name in parameters_of(scope.function):
            return [GAP]
        statement, module = self.defined(name, scope.module)
        return self.texts(statement.value, whole(module), depth + 1) if isinstance(statement, ast.Assign) else [GAP]

    def entries(self, name: str, scope: Scope, depth: int) -> list[str]:
        """The values of a table of the module."""
        statement, module = self.defined(name, scope.module)
        table = statement.value if isinstance(statement, ast.Assign) else None
        values = table.values if isinstance(table, ast.Dict) else []
        return [text for value in values for text in self.texts(value, whole(module), depth + 1)]


def gap_of(node: ast.expr) -> str:
    """The name of a part of a text in the code; a gap where it has no name that says something."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return f"‹{name.strip('_').replace('_', ' ').lower()}›" if len(name) > 1 else GAP
        case ast.Call(func=ast.Attribute(attr="join"), args=[inner]) | ast.Call(func=ast.Name(), args=[inner, *_]):
            return gap_of(inner)
    return GAP


def modules_of(root: Path) -> Iterator[Module]:
    """Every file below a folder, by the name under which others import it."""
    for path in sorted(root.rglob("*.py")):
        name = ".".join(path.relative_to(root.parent).with_suffix("").parts)
        yield Module(name, ast.parse(path.read_text(encoding="utf-8")))


def calls_in(module: Module, node: ast.AST, function: Function | None) -> Iterator[Called]:
    """The calls of functions by name, each with the function around it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and isinstance(child.func, ast.Name):
            yield Called(child, Scope(module, function, child.lineno, {}))
        yield from calls_in(module, child, child if isinstance(child, Function) else function)


def arguments(call: ast.Call, names: tuple[str, ...]) -> dict[str, ast.expr]:
    """The arguments of a call, by the names of the parameters."""
    return dict(zip(names, call.args, strict=False)) | {word.arg: word.value for word in call.keywords if word.arg}


def parameters_of(function: Function | None) -> tuple[str, ...]:
    """The names of a function's parameters."""
    return tuple(argument.arg for argument in function.args.args) if function else ()


def last_assigned(name: str, scope: Scope) -> ast.expr | None:
    """The value that a function gives a name, last before a line."""
    found = [
        node
        for node in (ast.walk(scope.function) if scope.function else ())
        if isinstance(node, ast.Assign)
        and node.lineno <= scope.line
        and any(getattr(to, "id", None) == name for to in node.targets)
    ]
    return max(found, key=lambda node: node.lineno).value if found else None


def whole(module: Module) -> Scope:
    """The scope of what stands in no function."""
    return Scope(module, None, 0, {})


def combined(given: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    """Alternatives that are as many belong together one by one; one alone goes with each."""
    most = max(len(values) for values in given.values())
    for at in range(most):
        yield {"whose": "yours"} | {field: (values * most)[at] for field, values in given.items()}


if __name__ == "__main__":
    json.dump(list(Reader(Path(sys.argv[1])).problems()), sys.stdout, ensure_ascii=False)
