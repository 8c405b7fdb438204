"""What a rule line says beyond packets: named conditions, and targets."""

from __future__ import annotations

import pytest

from fwlint.dialects.iptables import DIALECT
from fwlint.dialects.source import read_source
from fwlint.model.rule import Action, Rule


def rule(options: str, table: str = "filter") -> Rule:
    dump = f"*{table}\n:web - [0:0]\n-A OUTPUT {options}\nCOMMIT\n"
    export = DIALECT.parse(read_source("rules", dump.encode()))
    assert export.diagnostics == ()
    return export.policies[f"{table}/OUTPUT"].rules[0]


@pytest.mark.parametrize(
    ("options", "conditions"),
    [
        ("-m limit --limit 5/min --limit-burst 7", ["-m limit --limit 5/min --limit-burst 7"]),
        ("-m mark ! --mark 0x1/0xff", ["-m mark ! --mark 0x1/0xff"]),
        ("-m mac --mac-source ! 02:00:00:00:00:01", ["-m mac ! --mac-source 02:00:00:00:00:01"]),
        (
            "-m set ! --match-set bad src,dst",
            ["set bad is not in the export: -m set ! --match-set bad src,dst"],
        ),
        ('-m string --string "a b" --algo bm', ['-m string --string "a b" --algo bm']),
        ("-m rpfilter", ["-m rpfilter"]),
        ("-m owner --uid-owner 0 -m time --weekdays Mo", None),
        ("-p tcp -m tcp --dport 22 --tcp-option 5", ["-m tcp --tcp-option 5"]),
        ("-p tcp --tcp-option 5", ["-m tcp --tcp-option 5"]),
        ("-m conntrack --ctstate NEW --ctorigdstport 80", ["-m conntrack --ctorigdstport 80"]),
        ("! -s dp01.corp.example", ["! -s dp01.corp.example"]),
        ("-d 10.0.0.1,dp01.corp.example", ["-d 10.0.0.1,dp01.corp.example"]),
        ("-p tcp --dport frobd", ["-m tcp --dport frobd"]),
        ("-p tcp -m multiport --ports 22,frobd", ["-m multiport --ports 22,frobd"]),
        ("-p frob", ["-p frob"]),
    ],
)
def test_what_no_packet_set_can_say_is_a_condition_in_its_own_words(
    options: str, conditions: list[str] | None
) -> None:
    expected = conditions or ["-m owner --uid-owner 0", "-m time --weekdays Mo"]
    assert rule(f"{options} -j ACCEPT").conditions == tuple(expected)


def test_the_protocol_of_an_ipsec_policy_is_not_that_of_the_packet() -> None:
    one = rule("-p tcp -m policy --dir in --pol ipsec --proto esp -j ACCEPT")
    assert one.conditions == ("-m policy --dir in --pol ipsec --proto esp",)
    assert [list(box.protocol) for box in one.packets] == [[6]]


def test_a_connection_state_before_connection_tracking_is_a_condition() -> None:
    one = rule("-m conntrack --ctstate NEW -j DROP", table="raw")
    assert one.conditions == ("-m conntrack --ctstate NEW",)


@pytest.mark.parametrize(
    ("target", "action"),
    [
        ("-j ACCEPT", Action.ACCEPT),
        ("--jump ACCEPT", Action.ACCEPT),
        ("-j DROP", Action.DENY),
        ("-j REJECT --reject-with icmp-host-prohibited", Action.DENY),
        ("-j RETURN", Action.RETURN),
        ('-j LOG --log-prefix "-drop- " --log-level 4', Action.CONTINUE),
        ("-j LOG --log-prefix -drop-", Action.CONTINUE),
        ("-j MARK --set-xmark 0x1/0xffffffff", Action.CONTINUE),
        ("-j CT --helper ftp", Action.CONTINUE),
        ("-j CT --notrack", Action.CONTINUE),
        ("-j NOTRACK", Action.CONTINUE),
        ("", Action.CONTINUE),
        ("-j SNAT --to-source 192.0.2.1", Action.ACCEPT),
        ("-j MASQUERADE --random", Action.ACCEPT),
    ],
)
def test_a_target_with_a_fate_of_its_own_has_no_condition(target: str, action: Action) -> None:
    one = rule(target)
    assert (one.action, one.conditions, one.target) == (action, (), "")


@pytest.mark.parametrize(
    ("target", "condition"),
    [
        ("-j DNAT --to-destination a.example:80", "DNAT --to-destination a.example:80"),
        ("-j SYNPROXY --mss 1460", "SYNPROXY --mss 1460"),
        ("-j NFQUEUE --queue-num 1 --queue-bypass", "NFQUEUE --queue-num 1 --queue-bypass"),
    ],
)
def test_a_target_that_decides_elsewhere_is_unknown_and_named(target: str, condition: str) -> None:
    one = rule(f"{target} -p tcp")
    assert (one.action, one.conditions) == (Action.UNKNOWN, (condition,))


@pytest.mark.parametrize(("word", "action"), [("-j", Action.JUMP), ("-g", Action.GOTO)])
def test_a_chain_is_jumped_to_by_its_policy_name(word: str, action: Action) -> None:
    one = rule(f"{word} web")
    assert (one.action, one.target) == (action, "filter/web")


@pytest.mark.parametrize("target", ["-j ACCEPT", "-j web", "-g web", "-j REJECT"])
def test_an_option_behind_a_target_belongs_to_the_match_that_has_it(target: str) -> None:
    assert rule(f"-m limit {target} --limit 5/min").conditions == ("-m limit --limit 5/min",)


@pytest.mark.parametrize(
    ("options", "condition"),
    [
        ("-m mark --mark 1", "-m mark --mark 0x1"),
        ("-m mark --mark 0x01/255", "-m mark --mark 0x1/0xff"),
        ("-m connmark ! --mark 8/0xffffffff", "-m connmark ! --mark 0x8"),
        ("-m limit --limit-b 7", "-m limit --limit-burst 7"),
        ("-m hashlimit --hashlimit 5/min", "-m hashlimit --hashlimit-upto 5/min"),
        ('-m helper --helper "ftp"', "-m helper --helper ftp"),
        ('-m string --string a"b \\" c"', '-m string --string "ab \\" c"'),
    ],
)
def test_a_condition_has_one_spelling_however_it_is_written(options: str, condition: str) -> None:
    assert rule(f"{options} -j ACCEPT").conditions == (condition,)


def test_options_may_stand_before_and_behind_their_target() -> None:
    one = rule("-j ACCEPT -m limit --limit 5/min -p udp")
    assert one.conditions == ("-m limit --limit 5/min",)
    assert [list(box.protocol) for box in one.packets] == [[17]]
