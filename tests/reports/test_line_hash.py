"""The fingerprint is GitHub's own, bit for bit.

The expected values come from a program of its own in JavaScript, which rolls the hash over the
characters that Node.js reads, as GitHub's action does; the last two are from that action's tests.
"""

from __future__ import annotations

import pytest

from fwlint.reports.line_hash import line_hashes

RULES = b"*filter\n:INPUT DROP [0:0]\n\n-A INPUT -j ACCEPT\nCOMMIT\n"
RULES_HASHES = [
    "c622f09cc2fa62c:1",
    "dd4b161ef0169006:1",
    "c84039c06318ce0b:1",
    "f92832c85375352d:1",
    "842ceaf994208306:1",
    "c129715d7a2bc9a3:1",
]
AGAIN = ["85e4563994f44a05:1", "85e4563994f44a05:2", "85e4563994f44a05:3", "fbe1f042118f4193:1"]


def hashes(data: bytes) -> list[str]:
    return list(line_hashes(data, range(1, 100)).values())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(RULES, RULES_HASHES, id="a blank line is a line, and so is the file's end"),
        pytest.param(RULES.replace(b"\n", b"\r\n"), RULES_HASHES, id="CR LF is one line end"),
        pytest.param(
            b"  " + RULES.replace(b" ", b"\t") + b"\t", RULES_HASHES, id="blanks count for nothing"
        ),
        pytest.param(
            b"a\rb\r\rc",
            [
                "4850bf53658d4e53:1",
                "b0367d257df6d03c:1",
                "1c206f60a702cfe8:1",
                "188ff2f224477a1e:1",
            ],
            id="CR is a line end",
        ),
        pytest.param(
            "# größe 💥\nx".encode(),
            ["f8989fb1c5f2ee41:1", "638816509450efbf:1"],
            id="characters beyond the first 65,536 are two units",
        ),
        pytest.param(
            b"\xef\xbb\xbf\xffx\xe2\x82y\n",
            ["8186ba7e23402757:1", "c129715d7a2bc9a3:1"],
            id="a byte order mark counts, and what is no UTF-8 is U+FFFD",
        ),
        pytest.param(
            "x\n".encode("utf-16-le"),
            ["9dbf746a29e8d5dd:1", "dbb503105d3f7427:1"],
            id="UTF-16 is taken for UTF-8",
        ),
        pytest.param(b"", ["c129715d7a2bc9a3:1"], id="an empty file"),
        pytest.param(
            b" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
            [
                "e9496ae3ebfced30:1",
                "fb7c023a8b9ccb3f:1",
                "ce8ba1a563dcdaca:1",
                "e20e36e16fcb0cc8:1",
                "b3edc88f2938467e:1",
                "c8e28b0b4002a3a0:1",
                "c129715d7a2bc9a3:1",
            ],
            id="all line ends at once",
        ),
    ],
)
def test_each_line_has_the_hash_that_github_gives_it(data: bytes, expected: list[str]) -> None:
    assert hashes(data) == expected


def test_lines_that_go_on_alike_are_counted() -> None:
    assert hashes(b"permit ip any any\n" * 9)[:4] == AGAIN


def test_only_the_lines_that_are_asked_for_are_answered() -> None:
    assert line_hashes(RULES, [2, 77]) == {2: "dd4b161ef0169006:1"}
