"""A doctest is data: its syntax tree is checked against a short list, then walked by hand.

Nothing is compiled or evaluated by Python itself. What the list does not name cannot happen,
so there is nothing to interrupt: no loop, no function of the note's own, no attribute but the
methods in `vocabulary.METHODS`, and every number, text and table has a largest size.
"""

from __future__ import annotations

import ast
import operator
import warnings
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from variorum.data.values import Value
from variorum.faults import FigureError, near
from variorum.figures.vocabulary import METHODS
from variorum.problems import Code

MAX_SOURCE = 1_000
MAX_NODES = 150
MAX_DEPTH = 16
MAX_TEXT = 300
MAX_NUMBER = 10**15
MAX_NAMES = 20

_BINARY: Mapping[type, Callable[[object, object], object]] = MappingProxyType(
    {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.Div: operator.truediv,
    }
)
_ALLOWED: tuple[type[ast.AST], ...] = (
    *(ast.Module, ast.Expr, ast.Assign, ast.Call, ast.keyword, ast.Name, ast.Load, ast.Store),
    *(ast.Attribute, ast.Constant, ast.BinOp, ast.UnaryOp, ast.USub, *_BINARY),
)


def parse(source: str) -> ast.stmt:
    """One allowed statement, or an error naming the first thing that is not allowed."""
    if len(source) > MAX_SOURCE:
        raise _refused(f"{len(source)} letters, more than {MAX_SOURCE}")
    if _deep(source):
        raise _refused("too many brackets or signs in a row")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `\\$80` is an unknown escape to Python, not to us
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        raise _refused(f"no Python: {str(fault).splitlines()[0]}") from None
    _walk(tree, 0, [MAX_NODES])
    if len(tree.body) != 1:
        raise _refused(f"{len(tree.body)} statements in one example")
    return tree.body[0]


def run(source: str, names: Mapping[str, object]) -> tuple[dict[str, object], object]:
    """Carry out one statement over the names given; the names it leaves, and what it prints.

    The mapping is not changed: the caller gets a new one with any name assigned.
    """
    statement = parse(source)
    if isinstance(statement, ast.Assign):
        target = statement.targets[0]
        assert isinstance(target, ast.Name)
        if callable(names.get(target.id)):
            raise _refused(f"the name `{target.id}`, which is taken")
        if sum(not callable(each) for each in names.values()) >= MAX_NAMES:
            raise _refused(f"more than {MAX_NAMES} names")
        return {**names, target.id: _evaluate(statement.value, names)}, None
    assert isinstance(statement, ast.Expr)
    return dict(names), _evaluate(statement.value, names)


def _walk(node: ast.AST, depth: int, left: list[int]) -> None:
    left[0] -= 1
    if left[0] < 0 or depth > MAX_DEPTH:
        raise _refused("an expression that is too long or too deep")
    if not isinstance(node, _ALLOWED):
        raise _refused(_name_of(node))
    _check(node)
    for child in ast.iter_child_nodes(node):
        _walk(child, depth + 1, left)


def _check(node: ast.AST) -> None:
    if isinstance(node, ast.Name | ast.Attribute):
        name = node.id if isinstance(node, ast.Name) else node.attr
        if name.startswith("_") or not name.isascii():
            raise _refused(f"the name `{name}`")
    if isinstance(node, ast.Attribute) and not any(node.attr in each for each in METHODS.values()):
        raise _refused(f"the attribute `{node.attr}`")
    if isinstance(node, ast.Call) and not isinstance(node.func, ast.Name | ast.Attribute):
        raise _refused("a call of something that is not a name")
    if isinstance(node, ast.keyword) and (node.arg is None or node.arg.startswith("_")):
        raise _refused(f"the argument `{node.arg or '**'}`")
    if isinstance(node, ast.Assign) and (
        len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name)
    ):
        raise _refused("an assignment to something that is not one name")
    if isinstance(node, ast.Constant):
        _check_constant(node.value)


def _check_constant(value: object) -> None:
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise _refused(f"a text of {len(value)} letters, more than {MAX_TEXT}")
    elif isinstance(value, int | float):
        if not abs(value) <= MAX_NUMBER:
            raise _refused("a number beyond the limits")
    else:
        raise _refused(f"a constant of type {type(value).__name__}")


def _evaluate(node: ast.expr, names: Mapping[str, object]) -> object:
    if isinstance(node, ast.Constant):
        return _constant(node.value)
    if isinstance(node, ast.Name):
        if node.id not in names:
            raise FigureError(Code.CHECK_REFUSED, f"the name `{node.id}`", near(node.id, names))
        return names[node.id]
    if isinstance(node, ast.UnaryOp):
        return -_operand(_evaluate(node.operand, names))
    if isinstance(node, ast.BinOp):
        sides = (_evaluate(node.left, names), _evaluate(node.right, names))
        return _BINARY[type(node.op)](*(_operand(side) for side in sides))
    if isinstance(node, ast.Call):
        return _call(node, names)
    raise _refused(f"{_name_of(node)} that is not called")


def _constant(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return value


def _operand(value: object) -> Value:
    """A number to calculate with; typed numbers become values that rest on no cell."""
    if isinstance(value, Value):
        return value
    if isinstance(value, Decimal):
        return Value(value)
    raise _refused(f"arithmetic with a {type(value).__name__.lower()}")


def _call(node: ast.Call, names: Mapping[str, object]) -> object:
    function = _function(node.func, names)
    arguments = [_evaluate(each, names) for each in node.args]
    keywords = {each.arg: _evaluate(each.value, names) for each in node.keywords if each.arg}
    if len(keywords) != len(node.keywords):
        raise _refused("an argument given twice")
    try:
        return function(*arguments, **keywords)
    except (TypeError, ValueError, AttributeError, ArithmeticError, AssertionError) as fault:
        said = ast.unparse(node.func).rsplit(".", 1)[-1]
        raise FigureError(Code.CHECK_REFUSED, f"the arguments of `{said}`: {fault}") from None


def _function(node: ast.expr, names: Mapping[str, object]) -> Callable[..., object]:
    if isinstance(node, ast.Name):
        found = _evaluate(node, names)
        if not callable(found):
            raise _refused(f"a call of `{node.id}`")
        return found
    assert isinstance(node, ast.Attribute)
    owner = _evaluate(node.value, names)
    allowed = METHODS.get(type(owner), frozenset())
    if node.attr not in allowed:
        kind = type(owner).__name__.lower()
        found = f"the method `{node.attr}` of a {kind}"
        raise FigureError(Code.CHECK_REFUSED, found, near(node.attr, allowed))
    method: Callable[..., object] = getattr(owner, node.attr)
    return method


def _deep(source: str) -> bool:
    """Whether Python's own parser might be brought to its limits."""
    opened = 0
    for letter in source:
        opened += (letter in "([{") - (letter in ")]}")
        if opened > MAX_DEPTH:
            return True
    return any(sign * MAX_DEPTH in source.replace(" ", "") for sign in "-+~")


def _name_of(node: ast.AST) -> str:
    return f"`{type(node).__name__}`"


def _refused(found: str) -> FigureError:
    return FigureError(Code.CHECK_REFUSED, found)
