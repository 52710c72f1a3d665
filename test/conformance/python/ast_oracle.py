"""Prints how Python's own parser reads files, in the shape of normal-tree.ts.

Reads a path a line, prints a JSON document a line: {"tree": ...}, or {"error": message} where Python refuses
the file. Nothing of the files is run.
"""

import ast
import json
import struct
import sys
import warnings

OPERATORS = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.MatMult: "@", ast.LShift: "<<", ast.RShift: ">>", ast.BitOr: "|", ast.BitAnd: "&", ast.BitXor: "^",
    ast.And: "and", ast.Or: "or", ast.Not: "not", ast.UAdd: "+", ast.USub: "-", ast.Invert: "~",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
}  # fmt: skip


class Reader:
    def __init__(self, lines):
        self.lines = lines
        # Before Python 3.12, positions inside of an f-string are not those in the file.
        self.in_template = 0

    def position(self, node):
        if self.in_template:
            return None
        before = self.lines[node.lineno - 1][: node.col_offset].decode("utf-8")
        return [node.lineno, len(before.encode("utf-16-le")) // 2 + 1]

    def constant(self, value):
        if value is None or value is True or value is False or value is ...:
            return [str(value)]
        if isinstance(value, str):
            return ["str", value]
        if isinstance(value, bytes):
            return ["bytes", value.decode("latin-1")]
        if isinstance(value, float):
            return ["float", struct.pack(">d", value).hex()]
        if isinstance(value, int):
            return ["int", format(value, "x")]
        return ["complex"]

    def many(self, nodes):
        return [self.expr(node) for node in nodes]

    def maybe(self, node):
        return None if node is None else self.expr(node)

    def template(self, values):
        parts = []
        for value in values:
            if isinstance(value, ast.FormattedValue):
                conversion = "" if value.conversion == -1 else chr(value.conversion)
                spec = self.template(value.format_spec.values) if value.format_spec else []
                parts.append([self.expr(value.value), conversion, spec])
            else:
                parts.append(value.value)
        return parts

    def generators(self, generators):
        return [
            [self.expr(each.target), self.expr(each.iter), self.many(each.ifs), bool(each.is_async)]
            for each in generators
        ]

    def params(self, arguments):
        positional = arguments.posonlyargs + arguments.args
        defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
        result = []
        for index, (arg, default) in enumerate(zip(positional, defaults)):
            kind = "positional-only" if index < len(arguments.posonlyargs) else "positional"
            result.append([arg.arg, kind, self.maybe(default)])
        if arguments.vararg:
            result.append([arguments.vararg.arg, "args", None])
        for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
            result.append([arg.arg, "keyword", self.maybe(default)])
        if arguments.kwarg:
            result.append([arguments.kwarg.arg, "kwargs", None])
        return result

    def keywords(self, keywords):
        return [[each.arg, self.expr(each.value)] for each in keywords]

    def expr(self, node):
        kind = type(node).__name__
        if kind == "Constant":
            return self.constant(node.value)
        if kind == "Name":
            return ["Name", node.id, self.position(node)]
        if kind == "Attribute":
            return ["Attribute", self.expr(node.value), node.attr]
        if kind == "Call":
            return ["Call", self.expr(node.func), self.many(node.args), self.keywords(node.keywords)]
        if kind in ("List", "Tuple", "Set"):
            return [kind, self.many(node.elts)]
        if kind == "Dict":
            return [kind, [[self.maybe(key), self.expr(value)] for key, value in zip(node.keys, node.values)]]
        if kind == "BinOp":
            return [kind, OPERATORS[type(node.op)], self.expr(node.left), self.expr(node.right)]
        if kind == "UnaryOp":
            return [kind, OPERATORS[type(node.op)], self.expr(node.operand)]
        if kind == "BoolOp":
            result = self.expr(node.values[0])
            for value in node.values[1:]:
                result = [kind, OPERATORS[type(node.op)], result, self.expr(value)]
            return result
        if kind == "Compare":
            return [kind, self.expr(node.left), [OPERATORS[type(op)] for op in node.ops], self.many(node.comparators)]
        if kind == "IfExp":
            return [kind, self.expr(node.test), self.expr(node.body), self.expr(node.orelse)]
        if kind == "Lambda":
            return [kind, self.params(node.args), self.expr(node.body)]
        if kind in ("ListComp", "SetComp", "GeneratorExp"):
            return [kind, self.expr(node.elt), self.generators(node.generators)]
        if kind == "DictComp":
            return [kind, self.expr(node.key), self.expr(node.value), self.generators(node.generators)]
        if kind == "JoinedStr":
            self.in_template += 1
            parts = self.template(node.values)
            self.in_template -= 1
            if all(isinstance(part, str) for part in parts):
                return ["str", "".join(parts)]
            return [kind, parts]
        if kind == "Subscript":
            return [kind, self.expr(node.value), self.expr(node.slice)]
        if kind == "Slice":
            return [kind, self.maybe(node.lower), self.maybe(node.upper), self.maybe(node.step)]
        if kind == "Starred":
            return [kind, self.expr(node.value)]
        if kind == "NamedExpr":
            return [kind, self.expr(node.target), self.expr(node.value)]
        if kind in ("Yield", "YieldFrom", "Await"):
            return [kind, self.maybe(node.value)]
        raise TypeError(kind)

    def pattern(self, node):
        """Names that a pattern mentions, in order: patterns are not read any further."""
        names = []
        for each in walk_in_order(node):
            if isinstance(each, ast.Name):
                names.append([each.lineno, each.col_offset, each.id])
        captured = {
            name
            for each in ast.walk(node)
            for name in (getattr(each, "name", None), getattr(each, "rest", None))
            if name is not None
        }
        return sorted(captured | {name for _, _, name in names})

    def body(self, stmts):
        return [self.stmt(stmt) for stmt in stmts]

    def alias(self, names):
        return [[each.name, each.asname] for each in names]

    def handlers(self, handlers):
        result = []
        for each in handlers:
            types = each.type.elts if isinstance(each.type, ast.Tuple) else [each.type] if each.type else []
            result.append([self.many(types), each.name, self.body(each.body)])
        return result

    def stmt(self, node):
        kind = type(node).__name__
        is_async = kind.startswith("Async")
        kind = kind.removeprefix("Async")
        if kind == "FunctionDef":
            return [
                kind, is_async, node.name, self.params(node.args), self.body(node.body), self.many(node.decorator_list),
            ]  # fmt: skip
        if kind == "ClassDef":
            return [
                kind, node.name, self.many(node.bases), self.keywords(node.keywords), self.body(node.body),
                self.many(node.decorator_list),
            ]  # fmt: skip
        if kind == "Import":
            return [kind, self.alias(node.names)]
        if kind == "ImportFrom":
            names = "*" if node.names[0].name == "*" else self.alias(node.names)
            return [kind, node.module or "", node.level, names]
        if kind == "Assign":
            return [kind, self.many(node.targets), self.expr(node.value)]
        if kind == "AugAssign":
            return [kind, self.expr(node.target), OPERATORS[type(node.op)], self.expr(node.value)]
        if kind == "AnnAssign":
            if node.value is None:
                return [kind, self.expr(node.target)]
            return ["Assign", [self.expr(node.target)], self.expr(node.value)]
        if kind in ("If", "While"):
            return [kind, self.expr(node.test), self.body(node.body), self.body(node.orelse)]
        if kind == "For":
            return [
                kind, is_async, self.expr(node.target), self.expr(node.iter), self.body(node.body),
                self.body(node.orelse),
            ]  # fmt: skip
        if kind in ("Try", "TryStar"):
            return [
                "Try", kind == "TryStar", self.body(node.body), self.handlers(node.handlers), self.body(node.orelse),
                self.body(node.finalbody),
            ]  # fmt: skip
        if kind == "With":
            items = [[self.expr(each.context_expr), self.maybe(each.optional_vars)] for each in node.items]
            return [kind, is_async, items, self.body(node.body)]
        if kind == "Match":
            cases = [[self.pattern(each.pattern), self.maybe(each.guard), self.body(each.body)] for each in node.cases]
            return [kind, self.expr(node.subject), cases]
        if kind == "Return":
            return [kind, self.maybe(node.value)]
        if kind == "Expr":
            return [kind, self.expr(node.value)]
        if kind == "Raise":
            return [kind, self.many([each for each in (node.exc, node.cause) if each is not None])]
        if kind == "Assert":
            return [kind, self.many([each for each in (node.test, node.msg) if each is not None])]
        if kind == "Delete":
            return [kind, self.many(node.targets)]
        if kind in ("Global", "Nonlocal"):
            return [kind, node.names]
        if kind in ("Pass", "Break", "Continue"):
            return [kind]
        return ["Other"]


def walk_in_order(node):
    yield node
    for child in ast.iter_child_nodes(node):
        yield from walk_in_order(child)


def answer(path):
    with open(path, "rb") as file:
        source = file.read()
    try:
        tree = ast.parse(source, path)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return {"error": f"{type(error).__name__}: {error}"}
    try:
        # `ast` counts in UTF-8, whatever the file is written in.
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        import io
        import tokenize

        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        text = source.decode(encoding)
    # The tokenizer ends lines at \n, \r\n and \r alone.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8").split(b"\n")
    try:
        return {"tree": Reader(lines).body(tree.body)}
    except RecursionError:
        return {"error": "RecursionError: too deep for the oracle"}


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20_000)
    for line in sys.stdin:
        print(json.dumps(answer(line.rstrip("\n"))), flush=True)


main()
