"""Makes the mutants of a module: the same code with one small fault, as a programmer might have made it.

What is changed are comparisons, conditions and their parts, numbers, calls that only normalise, statements that note something, and the
tables that most of the verifier consists of: rows, words of a list, alternatives and guards of a pattern.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OTHER_CALL = {"any": "all", "all": "any", "min": "max", "max": "min"}
_NORMALISING = {"strip", "lstrip", "rstrip", "lower", "upper", "casefold"}
_TITLE = 90  # characters of a mutant's description
_GUARD = re.compile(r"\(\?<?[!=](?:[^()\\]|\\.)*\)")
_REPEAT = re.compile(r"\{(\d*)(,?)(\d*)\}")
_WORD = re.compile(r"[^\s|]+")
_PIECES = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|[a-z]*:|P<\w+>))?|.", re.DOTALL)

Change = tuple[str, str, ast.AST]  # what is taken away, what comes in its place, and the node with the change


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: where it is, what was there and what is there instead, and the code of the module with it."""

    module: str
    scope: str
    line: int
    change: str
    build: Callable[[], CodeType] = field(repr=False, compare=False)

    @property
    def key(self) -> str:
        """Return what names the fault however lines move."""
        return f"{self.module}\t{self.scope}\t{self.change}"


def mutants(path: Path, module: str) -> list[Mutant]:
    """Return every mutant of the module in the file ``path``, in the order of the code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    seen: Counter[str] = Counter()
    made = []
    for scope, parent, name, index, node in _walk(tree, ""):
        for before, after, changed in _changes(node, parent):
            change = f"{_short(before)} -> {_short(after)}"
            seen[scope + change] += 1
            change += f" ({seen[scope + change]})" if seen[scope + change] > 1 else ""
            build = _builder(tree, str(path), (parent, name, index), changed)
            made.append(Mutant(module, scope or "module", getattr(node, "lineno", getattr(parent, "lineno", 0)), change, build))
    return made


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _TITLE else f"{flat[: _TITLE // 2]}...{flat[-_TITLE // 2 :]}"


def _builder(tree: ast.Module, path: str, at: tuple[ast.AST, str, int | None], changed: ast.AST) -> Callable[[], CodeType]:
    def build() -> CodeType:
        parent, name, index = at
        whole = getattr(parent, name)
        try:
            if index is None:
                setattr(parent, name, changed)
            else:
                setattr(parent, name, [*whole[:index], changed, *whole[index + 1 :]])
            return compile(ast.fix_missing_locations(tree), path, "exec")
        finally:
            setattr(parent, name, whole)

    return build


def _walk(node: ast.AST, scope: str) -> Iterator[tuple[str, ast.AST, str, int | None, ast.AST]]:
    """Yield every node that runs, with its scope, its parent and its place in it; annotations, imports and docstrings do not run."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list") or isinstance(node, ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.keyword) and node.arg in ("strict", "copy"):
            continue  # of lists of one length by construction, and of arrays: no input shows the difference
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or _is_docstring(child):
                continue
            inner = f"{scope}.{child.name}".lstrip(".") if isinstance(child, ast.FunctionDef | ast.ClassDef) else scope
            yield inner, node, name, index, child
            yield from _walk(child, inner)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(node: ast.AST, parent: ast.AST) -> Iterator[Change]:
    for kind, make in _MAKERS:
        if isinstance(node, kind):
            yield from make(node, parent)


def _replaced(node: ast.AST, **fields: object) -> Change:
    changed = copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return ast.unparse(node), ast.unparse(changed), changed


def _compare(node: ast.Compare, _: ast.AST) -> Iterator[Change]:
    for index, sign in enumerate(node.ops):
        yield _replaced(node, ops=[*node.ops[:index], _OPPOSITE[type(sign)](), *node.ops[index + 1 :]])


def _condition(node: ast.BoolOp, _: ast.AST) -> Iterator[Change]:
    for index, part in enumerate(node.values):
        rest = [*node.values[:index], *node.values[index + 1 :]]
        yield f"{_sign(node)} {ast.unparse(part)}", "nothing", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)


def _sign(node: ast.BoolOp) -> str:
    return "and" if isinstance(node.op, ast.And) else "or"


def _unary(node: ast.UnaryOp, _: ast.AST) -> Iterator[Change]:
    if isinstance(node.op, ast.Not | ast.Invert):
        yield ast.unparse(node), ast.unparse(node.operand), node.operand


def _statement(node: ast.Expr | ast.Raise | ast.AugAssign | ast.Continue, _: ast.AST) -> Iterator[Change]:
    yield ast.unparse(node), "pass", ast.Pass()


def _guard(node: ast.If, _: ast.AST) -> Iterator[Change]:
    yield f"if {ast.unparse(node.test)}", "if False", _replaced(node, test=ast.Constant(value=False))[2]


def _choice(node: ast.IfExp, _: ast.AST) -> Iterator[Change]:
    yield ast.unparse(node), ast.unparse(node.body), node.body
    yield ast.unparse(node), ast.unparse(node.orelse), node.orelse


def _filter(node: ast.comprehension, _: ast.AST) -> Iterator[Change]:
    for index, test in enumerate(node.ifs):
        yield f"for ... if {ast.unparse(test)}", "for ...", _replaced(node, ifs=[*node.ifs[:index], *node.ifs[index + 1 :]])[2]


def _call(node: ast.Call, _: ast.AST) -> Iterator[Change]:
    if isinstance(node.func, ast.Name) and node.func.id in _OTHER_CALL:
        yield _replaced(node, func=ast.Name(id=_OTHER_CALL[node.func.id], ctx=ast.Load()))
    if isinstance(node.func, ast.Attribute) and node.func.attr in _NORMALISING:
        yield ast.unparse(node), ast.unparse(node.func.value), node.func.value


def _rows(node: ast.Tuple | ast.List | ast.Set, parent: ast.AST) -> Iterator[Change]:
    if isinstance(parent, ast.Subscript) or len(node.elts) < 2 or not isinstance(getattr(node, "ctx", ast.Load()), ast.Load):  # noqa: PLR2004 - the only row is no table
        return
    for index, row in enumerate(node.elts):
        yield f"row {ast.unparse(row)}", "nothing", _replaced(node, elts=[*node.elts[:index], *node.elts[index + 1 :]])[2]


def _entries(node: ast.Dict, _: ast.AST) -> Iterator[Change]:
    for index, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
        rest = {name: [*getattr(node, name)[:index], *getattr(node, name)[index + 1 :]] for name in ("keys", "values")}
        yield f"entry {ast.unparse(key) if key else '**'}: {ast.unparse(value)}", "nothing", _replaced(node, **rest)[2]


def _constant(node: ast.Constant, parent: ast.AST) -> Iterator[Change]:
    if isinstance(node.value, bool | int | float):
        other = not node.value if isinstance(node.value, bool) else node.value + (1 if isinstance(node.value, int) else 0.05)
        yield f"{ast.unparse(node)} in {ast.unparse(parent)}", ast.unparse(ast.Constant(value=other)), ast.Constant(value=other)
    elif isinstance(node.value, str):
        for before, after, text in _texts(node.value, listed=isinstance(parent, ast.Call) and ast.unparse(parent.func) == "words"):
            yield before, after, ast.Constant(value=text)


def _texts(text: str, *, listed: bool) -> Iterator[tuple[str, str, str]]:
    if listed and "|" not in text:
        for match in _WORD.finditer(text):
            yield f"word {match[0]}", "nothing", text[: match.start()] + text[match.end() :]
        return
    yield from _alternatives(text)
    if "\\" in text or "(" in text:
        for match in _GUARD.finditer(text):
            yield f"guard {match[0]} of {text[match.end() :]}", "nothing", text[: match.start()] + text[match.end() :]
        for match in _REPEAT.finditer(text):
            more = f"{{{int(match[1] or 0) + 1}{match[2]}{match[3]}}}"
            yield f"{match[0]} of {text[: match.end()]}", more, text[: match.start()] + more + text[match.end() :]


def _alternatives(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield a pattern without one of the alternatives between bars, in whatever group they stand."""
    bars: list[list[int]] = [[-1]]  # of each open group, where its alternatives begin
    for piece in _PIECES.finditer(text + ")"):
        at = piece.start()
        if piece[0][0] == "(":
            bars.append([piece.end() - 1])
        elif piece[0] == "|":
            bars[-1].append(at)
        elif piece[0] == ")":
            starts = bars.pop()
            bars = bars or [[at]]  # the group began in another piece of an f-string
            for start, stop in zip(starts, [*starts[1:], at], strict=True) if len(starts) > 1 else ():
                gone = text[start + 1 : stop]
                yield f"alternative {gone}", "nothing", text[: start + 1] + text[stop + 1 :] if stop < at else text[:start] + text[at:]


_MAKERS: tuple[tuple[type[ast.AST] | tuple[type[ast.AST], ...], Callable[..., Iterator[Change]]], ...] = (
    (ast.Compare, _compare),
    (ast.BoolOp, _condition),
    (ast.UnaryOp, _unary),
    ((ast.Expr, ast.Raise, ast.AugAssign, ast.Continue), _statement),
    (ast.If, _guard),
    (ast.IfExp, _choice),
    (ast.comprehension, _filter),
    (ast.Call, _call),
    ((ast.Tuple, ast.List, ast.Set), _rows),
    (ast.Dict, _entries),
    (ast.Constant, _constant),
)
