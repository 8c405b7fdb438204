"""What a finding shows as a proof is one: `fwlint trace` says the same of it, by the same line."""

from __future__ import annotations

import pytest

from fwlint.analysis.trace import trace
from fwlint.config.load import load_config
from fwlint.dialects.reading import read_export
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.model.packet_syntax import parse_packet, parse_question
from tests.checks.test_documentation import example_of

OPEN, CLOSED = {"open"}, {"closed"}


@pytest.mark.parametrize(
    ("check", "verdicts"),
    [
        *(("FW101", OPEN), ("FW102", OPEN), ("FW109", OPEN), ("FW111", OPEN), ("FW204", OPEN)),
        *(("FW207", OPEN), ("FW210", OPEN), ("FW126", CLOSED), ("FW201", CLOSED)),
        *(("FW202", CLOSED), ("FW203", {"conditional"})),
    ],
)
def test_the_witness_of_a_page_is_traced_to_the_line_of_its_finding(
    check: str, verdicts: set[str]
) -> None:
    example = example_of(check)
    name, data = example.source.path, example.source.data
    export = read_export(name, data, example.dialect, example.config.surroundings(name))
    (file,) = lint([example.source], example.config, example.dialect, proofs=True).files
    shown = [one for one in file.findings if one.check == check and one.witness]

    assert shown
    for one in shown:
        found = trace(export, *parse_question(one.witness))
        assert (found.verdict in verdicts, found.line) == (True, one.span.line), one


SENDER = b"""\
*filter
:INPUT ACCEPT [0:0]
:FORWARD DROP [0:0]
:OUTPUT DROP [0:0]
COMMIT
"""


def test_a_packet_that_a_host_sends_says_so() -> None:
    config, _ = load_config(None, roles=("configmgr/client",))
    (file,) = lint([Input("host.rules", SENDER)], config).files
    outbound = [one for one in file.findings if "outbound" in one.message]

    assert outbound
    for one in outbound:
        assert one.witness.endswith(" outbound")
        found = trace(read_export("host.rules", SENDER), *parse_question(one.witness))
        assert (found.verdict, found.line) == ("closed", one.span.line)


def test_a_packet_is_the_same_whether_or_not_its_direction_is_said() -> None:
    text = "tcp 10.0.0.1:50000 > 10.0.0.2:443 state new"
    packet, direction = parse_question(text)
    sent, outbound = parse_question(f"{text} outbound")

    assert packet == sent == parse_packet(text)
    assert (direction, outbound and outbound.value) == (None, "out")
