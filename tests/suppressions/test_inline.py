"""Comments of every dialect suppress what stands in their line or the next, and nothing else."""

from __future__ import annotations

import pytest

from fwlint.config.site import Config
from fwlint.inputs import Input
from fwlint.lint import lint
from fwlint.reports.report import FileReport

DUMP = """\
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
{before}
-A INPUT -p tcp --dport 3389{within} -j ACCEPT
-A INPUT -p tcp --dport 3306 -j ACCEPT
COMMIT
"""

LIST = """\
ip access-list extended EDGE-IN
 permit tcp 10.20.0.0 0.0.255.255 any eq 22
 {before}
 deny tcp host 10.20.3.7 any eq 22
 deny tcp host 10.20.3.8 any eq 22
"""

NETSH = """\
Rule Name:                            Remote Desktop
----------------------------------------------------------------------
Description:                          {within}
Enabled:                              Yes
Direction:                            In
Profiles:                             Domain,Private,Public
Grouping:
LocalIP:                              Any
RemoteIP:                             Any
Protocol:                             TCP
LocalPort:                            3389
RemotePort:                           Any
Edge traversal:                       No
InterfaceTypes:                       Any
Security:                             NotRequired
Action:                               Allow

Rule Name:                            MySQL
----------------------------------------------------------------------
Enabled:                              Yes
Direction:                            In
Profiles:                             Domain,Private,Public
Grouping:
LocalIP:                              Any
RemoteIP:                             Any
Protocol:                             TCP
LocalPort:                            3306
RemotePort:                           Any
Edge traversal:                       No
InterfaceTypes:                       Any
Security:                             NotRequired
Action:                               Allow
"""

REG = r"""Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules]
{before}
"rdp"="v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|Name=RDP|"
"sql"="v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3306|Name=MySQL|"
"""


def linted(text: str, *, inline: bool = True) -> FileReport:
    (file,) = lint([Input("export", text.encode())], Config(), inline=inline).files
    return file


def found(file: FileReport, check: str) -> tuple[list[int], list[int]]:
    """Return the lines in which findings of `check` stand, and those in which they are accepted."""
    mine = [one for one in file.findings if one.check == check]
    accepted = [one.span.line for one in mine if one.suppression]
    return [one.span.line for one in mine if one.stands], accepted


def test_a_comment_of_its_own_is_for_the_next_rule_of_a_dump() -> None:
    file = linted(DUMP.format(before="# fwlint: ignore[FW109] -- jump host", within=""))
    assert found(file, "FW109") == ([7], [6])


def test_the_comment_of_a_rule_is_for_that_rule() -> None:
    comment = ' -m comment --comment "fwlint: ignore[FW109] -- jump host"'
    assert found(linted(DUMP.format(before="", within=comment)), "FW109") == ([7], [6])


@pytest.mark.parametrize(
    "comment",
    [
        "! fwlint: ignore[FW104] -- kept for its counters",
        "remark fwlint: ignore[FW104] -- kept for its counters",
        "15 remark fwlint: ignore[FW104] -- kept for its counters",
    ],
)
def test_comments_and_remarks_are_for_the_next_entry_of_a_list(comment: str) -> None:
    assert found(linted(LIST.format(before=comment)), "FW104") == ([5], [4])


def test_the_description_of_a_rule_is_for_the_rule_that_it_stands_in() -> None:
    file = linted(NETSH.format(within="fwlint: ignore[FW109] -- jump host"))
    assert found(file, "FW109") == ([18], [1])


def test_a_comment_in_a_registry_file_is_for_the_next_value() -> None:
    file = linted(REG.format(before="; fwlint: ignore[FW109] -- jump host"))
    assert found(file, "FW109") == ([6], [5])


def test_a_comment_before_a_default_is_for_the_default() -> None:
    text = DUMP.format(before="", within="").replace(
        ":INPUT DROP", "# fwlint: ignore[FW102] -- bench\n:INPUT ACCEPT"
    )
    assert found(linted(text), "FW102") == ([], [3])


def test_files_of_two_bytes_a_letter_hold_comments_too() -> None:
    text = REG.format(before="; fwlint: ignore[FW109] -- jump host").replace("\n", "\r\n")
    (file,) = lint([Input("export.reg", text.encode("utf-16"))], Config()).files
    assert found(file, "FW109") == ([6], [5])


def test_the_finding_keeps_who_accepted_it_and_why() -> None:
    comment = "# fwlint: ignore[FW109] until 2999-12-31 by netops -- jump host"
    file = linted(DUMP.format(before=comment, within=""))
    (suppression,) = [one.suppression for one in file.findings if one.suppression]
    assert (suppression.reason, suppression.owner) == ("jump host", "netops")
    assert suppression.in_source
    assert suppression.span.line == 5


def test_another_check_in_the_same_line_still_counts() -> None:
    file = linted(DUMP.format(before="# fwlint: ignore[FW104] -- wrong one", within=""))
    assert found(file, "FW109") == ([6, 7], [])
    assert found(file, "FW903") == ([5], [])


def test_comments_can_be_left_out_of_account_and_are_not_complained_about_then() -> None:
    text = DUMP.format(before="# fwlint: ignore[FW109]", within="")
    file = linted(text, inline=False)
    assert found(file, "FW109") == ([6, 7], [])
    assert found(file, "FW901") == ([], [])


def test_a_suppression_that_is_over_accepts_nothing_and_is_named() -> None:
    file = linted(DUMP.format(before="# fwlint: ignore[FW109] until 2020-01-31 -- x", within=""))
    assert found(file, "FW109") == ([6, 7], [])
    assert found(file, "FW902") == ([5], [])
    assert found(file, "FW903") == ([], [])


def test_two_comments_before_one_rule_hold_both() -> None:
    comments = "# fwlint: ignore[FW109] -- a\n# fwlint: ignore[FW104] -- b"
    file = linted(DUMP.format(before=comments, within=""))
    assert found(file, "FW109") == ([8], [7])
    (unused,) = [one for one in file.findings if one.check == "FW903"]
    assert (unused.span.line, unused.message) == (
        6,
        "there is no finding of FW104 here to accept",
    )


def test_of_several_checks_those_without_a_finding_are_named() -> None:
    file = linted(DUMP.format(before="# fwlint: ignore[FW109, FW104] -- a", within=""))
    assert found(file, "FW109") == ([7], [6])
    messages = [one.message for one in file.findings if one.check == "FW903"]
    assert messages == ["there is no finding of FW104 here to accept"]
