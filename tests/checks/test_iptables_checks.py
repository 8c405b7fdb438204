"""The checks on what only iptables has: chains, tables, translations, connection states."""

from __future__ import annotations

from pathlib import Path

import pytest

from fwlint.dialects.iptables.checks.deep_calls import DeepCalls
from fwlint.dialects.reading import read_export
from fwlint.model.check import Subject
from fwlint.model.finding import Finding, Level
from tests.checks.linting import chain
from tests.checks.linting import found as found_in

FIXTURES = Path(__file__).parents[1] / "fixtures" / "iptables"
ESTABLISHED = "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"


def found(check: str, text: str) -> list[Finding]:
    return found_in(check, "iptables", text)


def lines(findings: list[Finding]) -> list[int]:
    return [one.span.line for one in findings]


def fixture(name: str, old: str = "", new: str = "") -> str:
    """Return the dump in a folder of fixtures, with a line changed."""
    text = (FIXTURES / name / "rules.v4").read_text()
    assert old in text
    return text.replace(old, new)


def nest(depth: int, end: str = "-p tcp --dport 22 -j ACCEPT") -> str:
    """Return a dump in which INPUT calls chain c1, that calls c2, and so on; `end` is in the last.

    Line 5 is INPUT's own call.
    """
    calls = [f"-A c{number} -j c{number + 1}" for number in range(1, depth)]
    return chain("-j c1", more="\n".join([*calls, f"-A c{depth} {end}"]))


def test_a_jump_that_leads_back_is_a_loop() -> None:
    (finding,) = found("FW120", nest(3, end="-s 10.0.0.0/8 -j c2"))
    assert finding.span.line == 8
    assert finding.level is Level.ERROR
    assert finding.message == (
        "this leads from filter/c3 back to filter/c2: iptables refuses the table"
    )


def test_a_chain_may_not_jump_to_itself() -> None:
    (finding,) = found("FW120", nest(1, end="-g c1"))
    assert "from filter/c1 back to filter/c1:" in finding.message


def test_a_longer_circle_names_the_chains_in_between() -> None:
    (finding,) = found("FW120", nest(4, end="-j c1"))
    assert "back to filter/c1, which leads here through filter/c2, filter/c3:" in finding.message


def test_a_loop_that_no_packet_comes_to_is_no_finding() -> None:
    assert found("FW120", chain("-i lo -j ACCEPT", more="-A a -j b\n-A b -j a")) == []


def test_a_chain_called_twice_is_no_loop() -> None:
    assert found("FW120", chain("-p tcp -j c", "-p udp -j c", more="-A c -j DROP")) == []


@pytest.mark.parametrize(("depth", "expected"), [(15, []), (16, [20]), (40, [20])])
def test_nf_tables_takes_fifteen_calls_within_each_other(depth: int, expected: list[int]) -> None:
    assert lines(found("FW121", nest(depth))) == expected


def test_ten_thousand_calls_within_each_other_are_followed_to_their_end() -> None:
    export = read_export("export", nest(10_000).encode())
    (finding,) = DeepCalls().run(Subject(export))
    assert "of 10000;" in finding.message


def mangle(*rules: str) -> str:
    """Return a dump with these rules in table mangle; line 3 is the first of them."""
    rows = [f"-A PREROUTING {rule}" for rule in rules]
    head = ["*mangle", ":PREROUTING ACCEPT [0:0]"]
    return "\n".join([*head, *rows, "COMMIT", chain("-i lo -j ACCEPT")])


def test_an_accept_at_the_end_of_mangle_permits_nothing() -> None:
    (finding,) = found("FW122", mangle("-p tcp --dport 22 -j ACCEPT", "-p udp -j ACCEPT"))
    assert finding.span.line == 3
    assert lines_of_related(finding) == [4]


def lines_of_related(finding: Finding) -> list[int]:
    return [one.span.line for one in finding.related]


@pytest.mark.parametrize(
    "later", ["-s 10.0.0.0/8 -j DROP", "-j MARK --set-mark 1", "-p tcp -j TCPMSS --set-mss 1400"]
)
def test_an_accept_that_spares_packets_a_later_rule_does_something(later: str) -> None:
    assert found("FW122", mangle("-p tcp --dport 22 -j ACCEPT", later)) == []


def test_an_accept_for_everything_only_says_the_policy_once_more() -> None:
    assert found("FW122", mangle("-j ACCEPT")) == []


def test_in_table_filter_an_accept_permits() -> None:
    assert found("FW122", chain("-p tcp --dport 22 -j ACCEPT", policy="ACCEPT")) == []


def test_a_translation_to_a_port_that_forward_denies_is_of_no_use() -> None:
    (finding,) = found("FW123", fixture("checks_port_forwarding"))
    assert finding.span.line == 8
    assert finding.message == (
        "nothing comes of this translation: filter/FORWARD and filter/INPUT deny all that goes to"
        " 10.0.0.22, tcp 25"
    )
    assert finding.witness == "tcp 198.51.100.10:50000 > 192.0.2.20:2525 in eth0"


def test_a_redirection_to_a_port_that_input_denies_is_of_no_use() -> None:
    text = fixture("checks_port_forwarding", "--to-ports 22", "--to-ports 23")
    _, finding = found("FW123", text)
    assert finding.span.line == 9
    assert "filter/INPUT denies all that goes to this host, tcp 23" in finding.message


def test_a_translation_may_lead_to_an_address_of_the_host_itself() -> None:
    text = fixture("checks_port_forwarding", "10.0.0.22:25", "10.0.0.22:22")
    assert found("FW123", text) == []


def test_what_a_line_that_is_not_understood_may_permit_is_not_called_denied() -> None:
    text = fixture("checks_port_forwarding", "-A FORWARD -i eth1 -o eth0", "-A FORWARD --odd")
    assert found("FW123", text) == []


def test_the_filter_never_sees_a_port_that_was_translated_before() -> None:
    redirected, forwarded = found("FW124", fixture("checks_port_forwarding"))
    assert redirected.decided_by == "-A INPUT -i eth0 -p tcp -m tcp --dport 2222 -j ACCEPT"
    assert redirected.message == (
        "this rule of filter/INPUT permits nothing: packets to tcp 2222 have another destination"
        " when they come here"
    )
    assert forwarded.decided_by == "-A FORWARD -i eth0 -p tcp -m tcp --dport 2525 -j ACCEPT"
    assert lines_of_related(forwarded) == [8]


def test_a_port_that_is_translated_on_one_interface_only_is_still_seen_on_others() -> None:
    text = fixture("checks_port_forwarding", "-A INPUT -i eth0 -p tcp", "-A INPUT -p tcp")
    assert len(found("FW124", text)) == 1


def test_a_port_that_others_are_translated_to_is_seen() -> None:
    text = fixture("checks_port_forwarding", "10.0.0.21:8443", "10.0.0.21:2525")
    assert [one.decided_by for one in found("FW124", text) if "FORWARD" in one.decided_by] == []


def test_a_host_that_is_translated_as_a_whole_is_never_seen_by_its_old_address() -> None:
    text = fixture("checks_port_forwarding", "--dport 2525 -j DNAT", "-d 192.0.2.25 -j DNAT")
    text = text.replace(
        "-A FORWARD -i eth0 -p tcp -m tcp", "-A FORWARD -d 192.0.2.25 -i eth0 -p tcp"
    )
    assert "-d 192.0.2.25 -i eth0 -p tcp --dport 2525" in found("FW124", text)[1].decided_by


def test_a_chain_for_two_paths_is_judged_on_both() -> None:
    dead = "-A INPUT -i eth0 -p tcp -m tcp --dport 2222 -j ACCEPT"
    shared = f"{dead.replace('INPUT', 'both')}\n-A INPUT -j both\n-A FORWARD -j both"
    (first, _) = found("FW124", fixture("checks_port_forwarding", dead, shared))
    assert first.message.startswith("this rule of filter/both permits nothing")


def test_a_translation_that_is_not_understood_may_lead_to_any_port() -> None:
    other = "-A PREROUTING -p udp -j TPROXY --on-port 9\nCOMMIT\n*filter"
    assert found("FW124", fixture("checks_port_forwarding", "COMMIT\n*filter", other)) == []


def test_a_rule_for_established_packets_is_not_about_translation() -> None:
    text = fixture(
        "checks_port_forwarding",
        "-A FORWARD -i eth0 -p tcp -m tcp --dport 2525",
        "-A FORWARD -i eth0 -p tcp -m tcp --dport 2525 -m state --state ESTABLISHED",
    )
    assert len(found("FW124", text)) == 1


def test_docker_publishes_what_input_denies() -> None:
    (finding,) = found("FW125", fixture("checks_docker"))
    assert finding.message == (
        "Docker publishes tcp 5432 to anybody, which filter/INPUT denies: the packets go to"
        " 172.17.0.2, tcp 5432 and never come there; DOCKER-USER lets it be"
    )
    assert finding.witness == "tcp 23.45.67.89:50000 > 192.0.2.20:5432 in eth0"
    assert lines_of_related(finding) == [17]


def test_a_port_that_input_denies_is_published_however_it_is_denied() -> None:
    text = fixture("checks_docker", "--dport 443 -j ACCEPT", "--dport 443 -j DROP")
    assert lines(found("FW125", text)) == [12, 14]


@pytest.mark.parametrize(
    "rule",
    [
        "-i eth0 ! -s 10.0.0.0/8 -j DROP",
        "! -s 10.0.0.0/8 -p tcp -m conntrack --ctorigdstport 5432 -j DROP",
        "-m set ! --match-set admins src -j DROP",
    ],
)
def test_docker_user_may_keep_strangers_out(rule: str) -> None:
    text = fixture("checks_docker", "-A DOCKER-USER -j RETURN", f"-A DOCKER-USER {rule}")
    assert found("FW125", text) == []


def test_a_port_of_docker_that_another_rule_translates_first_is_not_published_by_it() -> None:
    first = "-A PREROUTING -p tcp --dport 5432 -j DNAT --to-destination 10.0.0.5"
    jump = "-A PREROUTING -m addrtype"
    assert found("FW125", fixture("checks_docker", jump, f"{first}\n{jump}")) == []


def test_replies_need_a_rule_where_input_denies_by_default() -> None:
    (finding,) = found("FW126", chain("-i lo -j ACCEPT", "-p tcp --dport 443 -j ACCEPT"))
    assert finding.message == (
        "filter/INPUT denies the replies to the TCP connections that filter/OUTPUT accepts"
    )
    assert finding.decided_by == ":INPUT DROP [0:0]"
    assert finding.witness.endswith("state established in eth0")


@pytest.mark.parametrize(
    "rule",
    [
        "-m state --state ESTABLISHED -j ACCEPT",
        "-i eth0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
        "-p tcp ! --syn -j ACCEPT",
        "-p tcp --dport 1024: -j ACCEPT",
        "-m recent --name peers --rcheck -j ACCEPT",
    ],
)
def test_replies_may_pass_by_many_kinds_of_rule(rule: str) -> None:
    assert found("FW126", chain("-p tcp --dport 443 -j ACCEPT", rule)) == []


def test_what_output_denies_needs_no_replies() -> None:
    text = chain("-p tcp --dport 443 -j ACCEPT").replace(":OUTPUT ACCEPT", ":OUTPUT DROP")
    (finding,) = found("FW126", f"{text}".replace("COMMIT", "-A OUTPUT -p udp -j ACCEPT\nCOMMIT"))
    assert finding.decided_by == ":OUTPUT DROP [0:0]"
    assert "connections that filter/INPUT accepts" in finding.message


def test_a_host_that_is_shut_is_shut_for_replies_too() -> None:
    assert found("FW126", chain("-i lo -j ACCEPT")) == []
    assert found("FW126", chain("-j DROP", policy="ACCEPT")) == []


def test_replies_to_what_is_not_tracked_are_not_established() -> None:
    raw = "*raw\n:PREROUTING ACCEPT\n:OUTPUT ACCEPT\n{}\nCOMMIT\n"
    untracked = "-A PREROUTING -j NOTRACK\n-A OUTPUT -j NOTRACK"
    text = chain("-p tcp --dport 443 -j ACCEPT", "-m state --state UNTRACKED -j ACCEPT")
    assert len(found("FW126", raw.format("-A PREROUTING -p icmp -j NOTRACK") + text)) == 1
    assert found("FW126", raw.format(untracked) + text) == []


def test_a_device_in_the_path_needs_rules_for_replies() -> None:
    forward = "-A FORWARD -s 10.0.0.0/8 -p tcp -j ACCEPT"
    (finding,) = found("FW126", chain(ESTABLISHED, more=forward))
    assert "filter/FORWARD denies the replies" in finding.message
    assert found("FW126", chain(ESTABLISHED, more=f"{forward}\n-A FORWARD {ESTABLISHED}")) == []


def test_a_permit_to_a_private_address_wants_a_translation_that_leads_there() -> None:
    (finding,) = found("FW127", fixture("checks_port_forwarding"))
    assert finding.decided_by.startswith("-A FORWARD -d 10.0.0.23/32")
    assert finding.message == (
        "no translation leads to 10.0.0.23, which is out of reach from eth0 without one"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("-d 10.0.0.23/32 -i eth0", "-d 10.0.0.23/32 -i eth1"),
        ("-d 10.0.0.23/32", "-d 192.0.2.23/32"),
        ("-d 10.0.0.23/32", "-d 10.0.0.22/32"),
        ("-o eth0 -j MASQUERADE", "-o eth0 -j RETURN"),
    ],
)
def test_what_is_reached_another_way_wants_none(old: str, new: str) -> None:
    assert found("FW127", fixture("checks_port_forwarding", old, new)) == []


def ports(count: int) -> list[str]:
    return [f"-p tcp --dport {8000 + number} -j ACCEPT" for number in range(count)]


def test_established_packets_should_not_pass_many_rules() -> None:
    (finding,) = found("FW128", chain(*ports(11), ESTABLISHED))
    assert finding.message == (
        "established packets pass 11 rules of filter/INPUT before this one accepts them"
    )
    assert found("FW128", chain(*ports(10), ESTABLISHED)) == []


def test_a_chain_that_accepts_established_packets_counts_where_it_is_called() -> None:
    text = chain("-i eth0 -j net", *ports(11), ESTABLISHED, more=f"-A net {ESTABLISHED}")
    assert found("FW128", text) == []


def log(prefix: str) -> str:
    return chain(f'-p tcp --dport 22 -j LOG --log-prefix "{prefix}"', ESTABLISHED)


def test_the_kernel_keeps_29_bytes_of_a_log_prefix() -> None:
    assert found("FW129", log("x" * 29)) == []
    (finding,) = found("FW129", log("x" * 29 + "!"))
    assert finding.message == (
        f"the log shows {'x' * 29!r}: the kernel keeps 29 of the 30 bytes of this prefix"
    )


def test_bytes_count_in_a_log_prefix_and_not_letters() -> None:
    assert len(found("FW129", log("ü" * 15))) == 1


def test_old_negations_are_one_finding_for_each_chain() -> None:
    old = ["-s ! 10.0.0.0/8 -j DROP", "-p tcp --dport ! 22 -j DROP"]
    forward = "-A FORWARD -s ! 10.0.0.0/8 -j DROP"
    first, second = found("FW130", chain("! -s 10.9.0.0/16 -j DROP", *old, more=forward))
    assert first.span.line == 6
    assert first.message == (
        "the ! belongs before -s, here and in 1 more line of this chain; iptables refuses it at"
        " this place"
    )
    assert lines_of_related(first) == [7]
    assert second.span.line == 8


def asking(*names: str) -> list[str]:
    return [f"-m set --match-set {name} src -j DROP" for name in names]


def test_sets_that_are_not_in_the_export_are_one_note() -> None:
    (finding,) = found("FW131", chain(*asking("bad", "worse", "bad")))
    assert finding.message == (
        "the sets bad and worse are not in the export, and what 3 lines depend on is not known"
    )
    assert lines_of_related(finding) == [6]


def test_a_set_in_the_export_is_no_note() -> None:
    sets = "create bad hash:ip family inet\nadd bad 203.0.113.7\n"
    assert found("FW131", sets + chain(*asking("bad"))) == []


def test_a_rule_on_a_set_that_is_empty_now_is_a_note_and_says_so() -> None:
    sets = "create banned hash:ip family inet\n"
    text = sets + chain(*asking("banned"), "-p tcp --dport 2000:1000 -j DROP")
    empty, reversed_range = found("FW103", text)
    assert empty.level is Level.NOTE
    assert empty.message == (
        "no packet can match this rule of filter/INPUT while set banned is as in the export"
    )
    assert reversed_range.level is Level.WARNING


def test_a_chain_behind_an_empty_set_is_not_called_dead() -> None:
    sets = "create banned hash:ip family inet\n"
    rules = "-m set --match-set banned src -j ban"
    (finding,) = found("FW108", sets + chain(rules, more=":ban - [0:0]\n-A ban -j DROP"))
    assert finding.message == (
        "no packet comes to filter/ban: the rule that leads there is for none while set banned is"
        " as in the export"
    )
