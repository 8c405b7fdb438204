"""Listings broken at random: nothing raises, and no rule's heading goes by without a word."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fwlint.analysis.verdict import Kind, decide
from fwlint.dialects.source import Source, read_source
from fwlint.dialects.windows.netsh import DIALECT
from fwlint.dialects.windows.netsh.languages import named_in
from fwlint.dialects.windows.netsh.lines import read_by_grammar, read_line
from fwlint.model.diagnostic import Trouble
from fwlint.model.export import Export
from fwlint.model.packet_syntax import parse_packet
from fwlint.model.packetset import PacketSet

FIXTURES = Path(__file__).parents[1] / "fixtures" / "windows"
LISTINGS = [
    path.read_text(encoding="utf-8")
    for folder in ("netsh_languages", "netsh_consec", "sql_server", "german_file_server")
    for path in sorted((FIXTURES / folder).iterdir())
]
LINES = sorted({line for listing in LISTINGS for line in listing.split("\n")})
BYTES = [
    listing.encode(encoding)
    for listing in LISTINGS
    for encoding in ("utf-8", "utf-16", "cp850", "cp1252", "cp932")
    if listing.encode(encoding, "replace").decode(encoding) == listing
]

a_line = st.sampled_from(LINES)
noise = st.text(max_size=40)
shuffled = st.lists(st.one_of(a_line, a_line, a_line, noise), max_size=60)


@st.composite
def cut_and_spliced(draw: st.DrawFn) -> str:
    """Return pieces of listings in several languages, each cut anywhere."""
    pieces = []
    for _ in range(draw(st.integers(1, 4))):
        listing = draw(st.sampled_from(LISTINGS))
        start = draw(st.integers(0, len(listing)))
        pieces.append(listing[start : start + draw(st.integers(0, 2000))])
        pieces.append(draw(st.sampled_from(("", "\n", "Ok.\n", "[*] ", "C:\\>"))))
    return "".join(pieces)


@st.composite
def overwritten(draw: st.DrawFn) -> bytes:
    """Return a listing in some encoding, with bytes of noise in it."""
    data = bytearray(draw(st.sampled_from(BYTES)))
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 9))] = draw(st.binary(max_size=9))
    return bytes(data)


def parse(data: bytes) -> tuple[Source, Export]:
    source = read_source("netsh.txt", data)
    DIALECT.recognises(source)
    return source, DIALECT.parse(source)


def assert_no_rule_is_lost(data: bytes) -> None:
    """Assert that the export says something of each line that names a rule."""
    source, export = parse(data)
    said = {one.span.line for one in export.diagnostics if one.trouble is not Trouble.ASSUMED}
    if not export.policies:
        assert said
        return
    said |= {rule.span.line for policy in export.policies.values() for rule in policy.rules}
    repaired = any("fwlint undid that" in one.message for one in export.diagnostics)
    for number, line in enumerate(source.lines, 1):
        kind, label, _, _ = read_line(line)
        if kind == "entry" and named_in(label) and not repaired:
            assert number in said


@given(shuffled)
def test_no_rule_of_shuffled_lines_is_lost(lines: list[str]) -> None:
    assert_no_rule_is_lost("\n".join(lines).encode(errors="replace"))


@given(cut_and_spliced())
def test_no_rule_in_pieces_of_listings_is_lost(text: str) -> None:
    assert_no_rule_is_lost(text.encode())


@given(overwritten())
def test_no_rule_among_bytes_of_noise_is_lost(data: bytes) -> None:
    assert_no_rule_is_lost(data)


@given(st.text(alphabet=st.sampled_from("-: \n\tRule Name[*]8,.Ansb/\\>"), max_size=300))
def test_noise_in_netshs_own_characters(text: str) -> None:
    assert_no_rule_is_lost(text.encode())


PROBES = [
    (policy, PacketSet.of([parse_packet(packet)]))
    for policy, packet in (
        ("Inbound", "tcp 10.30.0.12:5000 > 10.20.0.5:1433 profile domain"),
        ("Inbound", "tcp 10.30.0.12:5000 > 10.20.0.5:22 profile domain"),
        ("Inbound", "udp 203.0.113.9:5000 > 10.20.0.5:1434 profile public"),
        ("Inbound", "udp 203.0.113.9:5000 > 10.20.0.5:1434 profile private"),
        ("Inbound", "icmp 203.0.113.9 > 10.20.0.5 type 8 code 0 profile public"),
        ("Outbound", "tcp 10.20.0.5:5000 > 203.0.113.9:443 profile public"),
    )
]
SQL = (FIXTURES / "sql_server" / "verbose.txt").read_text(encoding="utf-8").split("\n")
REQUIRED = [
    number
    for number, line in enumerate(SQL)
    if line.startswith(
        ("Rule Name", "Enabled", "Dir", "Prof", "Local", "Remote", "Proto", "Action")
    )
    and not line.startswith(("LocalFirewall", "LocalCon", "RemoteManage"))
]


def kinds(lines: list[str]) -> list[Kind]:
    _, export = parse("\n".join(lines).encode())
    return [decide(export.policies, (policy,), probe).kind for policy, probe in PROBES]


@given(st.sampled_from(REQUIRED), st.sampled_from(("", "Owner:   S-1-5-18", "garbage")))
def test_a_line_that_is_lost_makes_verdicts_conditional_but_never_wrong(
    number: int, instead: str
) -> None:
    broken = kinds([*SQL[:number], instead, *SQL[number + 1 :]])
    for kind, before in zip(broken, kinds(SQL), strict=True):
        assert kind in (before, Kind.CONDITIONAL)


@settings(max_examples=300)
@given(
    st.one_of(
        st.text(max_size=60),
        st.text(alphabet="RuleNm: \t\\>-[*]remnetshPSC:\r\u00a0x", max_size=30),
        st.builds(
            "{}{}:{}{}".format,
            *(st.sampled_from(("", " ", "rem ", "[*]", "C", "PS C")),) * 2,
            st.sampled_from(("", "  ", "\t", "\u3000")),
            st.text(max_size=20),
        ),
        a_line,
    ).map(lambda text: text.replace("\n", " "))
)
def test_what_the_grammar_is_not_asked_it_would_have_said(text: str) -> None:
    assert read_line(text) == read_by_grammar(text)
