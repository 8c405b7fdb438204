"""A redacted report says what is wrong, and not where."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address, ip_network

import pytest

from fwlint.model.finding import Finding, Related
from fwlint.model.source import Span
from fwlint.reports.formats import FORMATS, render_as
from fwlint.reports.pseudonyms import Pseudonyms
from fwlint.reports.redaction import Redaction, redacted
from fwlint.reports.report import FileReport, Report
from fwlint.reports.sources import Sources
from fwlint.reports.style import Style

NAMES = [("Acme payroll access", "rule"), ("ACME-IN", "list"), ("INPUT", "list"), ("110", "list")]
HIDE = Redaction(Pseudonyms(b"salt"), NAMES)


def test_networks_keep_their_length_and_their_members() -> None:
    network, member = HIDE.text("10.20.0.0/16 10.20.7.9").split(" ")

    assert ip_network(network).prefixlen == 16
    assert ip_address(member) in ip_network(network)
    assert "10.20." not in f"{network} {member}"


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("permit ip 10.20.0.0 0.0.255.255 any", "0.0.255.255"),
        ("network 10.20.0.0 255.255.0.0", "255.255.0.0"),
        ("route 10.20.0.0/255.255.0.0", "255.255.0.0"),
    ],
)
def test_masks_and_wildcards_stay_and_what_they_mask_out_stays_zero(text: str, mask: str) -> None:
    said = HIDE.text(text)

    assert mask in said
    assert "10.20.0.0" not in said
    assert ".0.0" in said.replace(mask, "")


@pytest.mark.parametrize(
    "text",
    [
        "-A INPUT -p udp -m udp --sport 68 --dport 4011 -j ACCEPT",
        ":INPUT DROP [1204:98311]",
        "inbound UDP 4011 (BINL) is closed",
        "Ports used in Configuration Manager, “SQL Server --> SQL Server”, line 675",
        "configmgr/client-to-pxe-distribution-point/binl",
        "permit tcp any any range 49152 65535",
        "any source 0.0.0.0/0 and ::/0",
        "list 110",
    ],
)
def test_what_fwlint_itself_says_stays(text: str) -> None:
    assert HIDE.text(text) == text


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Rule Name: Acme Payroll Access; Direction: In", "payroll"),
        ("ACME-IN accepts every packet", "acme"),
        ("dp77.acme.example", "acme"),
        ("program C:\\Program Files\\Acme\\ledger.exe", "ledger"),
        ('--comment "asked for by Überall GmbH"', "überall"),
        ("user S-1-5-21-1004336348-1177238915-682003330-512", "682003330"),
        ("mac 00:1b:44:11:3a:b7", "44:11"),
        ("mac 001b.4411.3ab7", "4411"),
        ("interface {8c5d1f6e-1111-4222-8333-9a9a9a9a9a9a}", "8c5d1f6e"),
        ("2001:db8:77::1", "db8:77"),
        ("[2001:db8:77::1]:443 is open", "db8:77"),
        ("::ffff:192.0.2.77", "192.0.2.77"),
        ("ticket 20260117", "20260117"),
    ],
)
def test_what_is_the_sites_own_goes(text: str, secret: str) -> None:
    assert secret in text.casefold()
    assert secret not in HIDE.text(text).casefold()


def test_the_same_name_has_the_same_pseudonym_in_whatever_place() -> None:
    said = HIDE.text("dp77.acme.example and DP77")
    stem = HIDE.path("firewalls/dp77.cfg").removeprefix("firewalls/").removesuffix(".cfg")

    assert said.split(".")[0] == said.rpartition(" ")[2] == stem


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_anything_through(name: str, report: Report, pxe_closed: Finding) -> None:
    line = "-A INPUT -s 10.77.0.0/16 -m comment --comment acme -j DROP"
    told = replace(
        pxe_closed,
        message="UDP 4011 is closed from 10.77.0.0/16",
        span=Span("acme/dp77.rules", 1),
        decided_by=line,
        witness="udp 10.77.0.1:68 > 10.77.9.9:4011",
        conditions=("-m acme",),
        related=(Related(Span("acme/dp77.rules", 1, 1), "acme covers it"),),
        path=(Related(Span("acme/dp77.rules", 1, 1), "filter/INPUT jumps to filter/acme"),) * 2,
        fingerprint="acme",
        fix=("-A acme -s 10.77.0.0/16 -j ACCEPT",),
    )
    files = (FileReport("acme/dp77.rules", "iptables", 14, (told,)),)
    sources = Sources(
        read={"acme/dp77.rules": line.encode()}.get, split=lambda data: data.decode().split("\n")
    )

    hidden = redacted(replace(report, files=files), Style(sources=sources), HIDE)
    text = "".join(render_as(name, *hidden))

    assert "UDP 4011 is closed from 10." in text
    assert not [word for word in ("acme", "dp77", "10.77.") if word in text.casefold()]
    assert "primaryLocationLineHash" not in text
