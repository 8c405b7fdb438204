"""A statement that calls a cmdlet read as the call: its parameters and their values."""

from __future__ import annotations

from collections.abc import Iterator

from lark import Token, Tree

from fwlint.dialects.windows.script.command import Call, Parameter, Run, Value
from fwlint.dialects.windows.script.powershell.evaluation import Evaluation
from fwlint.dialects.windows.script.powershell.frame import Statement
from fwlint.dialects.windows.script.powershell.syntax import parse_tokens

SWITCHES = frozenset(
    (
        *("asjob", "whatif", "confirm", "passthru", "all", "verbose", "debug"),
        *("tracepolicystore", "wi", "cf", "vb", "db", "wait", "nonewwindow", "force"),
    )
)
"""Parameters that take no value, unless a colon ties it to them."""


def read_call(
    statement: Statement, run: Run, evaluation: Evaluation, upstream: Call | None
) -> Call:
    """Return the call. Raises lark's UnexpectedToken, and UnclosedError."""
    tree = parse_tokens("call", statement.tokens)
    reader = _Reader(statement, evaluation)
    for node in tree.children:
        if isinstance(node, Tree):
            reader.take(node)
    return Call(
        run,
        cmdlet_name(statement.tokens[0]),
        tuple(reader.parameters),
        tuple(reader.positional),
        tuple(reader.splatted),
        upstream,
        statement.is_fed,
    )


def cmdlet_name(token: Token) -> str:
    """Return the name of a command in lower case, without the module or the folder it is in."""
    return token.strip("'\"").rpartition("\\")[2].lower()


class _Reader:
    def __init__(self, statement: Statement, evaluation: Evaluation) -> None:
        self.parameters: list[Parameter] = []
        self.positional: list[Value] = []
        self.splatted: list[str] = []
        self._statement = statement
        self._evaluation = evaluation

    def _value(self, node: Tree[Token]) -> Value:
        return self._evaluation.value(token for token in node.children if isinstance(token, Token))

    def take(self, node: Tree[Token]) -> None:
        """Take in a value, or a parameter or a table of them with all that stands behind it."""
        if node.data == "value":
            self.positional.append(self._value(node))
            return
        values = [self._value(one) for one in node.children if isinstance(one, Tree)]
        token = node.children[0]
        if isinstance(token, Token) and token.type == "SPLAT":
            self._splat(token)
        elif isinstance(token, Token):
            name = token[1:].removesuffix(":")
            takes = token.endswith(":") or name.lower() not in SWITCHES
            value = values.pop(0) if values and takes else None
            span = self._evaluation.place.at(token.start_pos or 0)
            self.parameters.append(Parameter(name, span, value))
        self.positional += values

    def _splat(self, token: Token) -> None:
        head = self._statement.tokens[0]
        table = self._evaluation.table(token[1:], head, self._statement.block)
        if table is None:
            self.splatted.append(str(token))
        else:
            self.parameters += _parameters(table)


def _parameters(table: dict[str, Value]) -> Iterator[Parameter]:
    for name, value in table.items():
        yield Parameter(name, value.span, value)
