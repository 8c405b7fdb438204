"""What follows the words that introduce a secret is not in any report."""

from __future__ import annotations

import pytest

from fwlint.reports.secrets import without_secrets


@pytest.mark.parametrize(
    "line",
    [
        "snmp-server community {} RO 10",
        "snmp-server host 192.0.2.9 version 2c {}",
        "snmp-server user nms ops v3 auth sha {} priv aes 128 {}",
        "enable secret 5 {}",
        "enable password {} level 15",
        "username admin privilege 15 secret 9 {}",
        "neighbor 192.0.2.1 password 7 {}",
        "crypto isakmp key {} address 0.0.0.0",
        " pre-shared-key address 0.0.0.0 0.0.0.0 key {}",
        " ikev2 remote-authentication pre-shared-key {}",
        "tacacs-server host 192.0.2.4 key 7 {}",
        " key 7 {}",
        " key-string {}",
        "ip ospf message-digest-key 1 md5 {}",
        'netsh advfirewall consec add rule name=x auth1psk="{}" endpoint1=any',
        "Auth1PSK:                             {}",
        'New-NetIPsecAuthProposal -Machine -PreSharedKey "{}"',
    ],
)
def test_a_secret_is_hidden_and_the_rest_of_the_line_is_not(line: str) -> None:
    told = without_secrets(line.replace("{}", "hunter2"))

    assert "hunter2" not in told
    assert told.replace('"', "") == line.replace('"', "").replace("{}", "(hidden)")


@pytest.mark.parametrize(
    "line",
    [
        "-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT",
        "permit udp any any eq snmp",
        "ip access-group secret in",
        "Rule Name:   Password Manager; Direction: In; Action: Allow",
        "remark the key servers of the campus",
    ],
)
def test_a_rule_stays_as_it_is(line: str) -> None:
    assert without_secrets(line) == line
