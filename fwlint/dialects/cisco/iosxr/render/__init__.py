"""Rules of the common model written as Cisco IOS XR prints them."""

from __future__ import annotations

from fwlint.dialects.cisco.iosxr.platform import IOSXR, IPV4, IPV6
from fwlint.dialects.cisco.render.renderer import CiscoRenderer
from fwlint.dialects.cisco.render.style import Style
from fwlint.dialects.rendering import Renderer

RENDERER: Renderer = CiscoRenderer(
    Style(
        platform=IOSXR,
        headers={4: "ipv4 access-list {}", 6: "ipv6 access-list {}"},
        kinds={4: IPV4, 6: IPV6},
        prefixes=True,
        port_lists=1,
        signed_flags=True,
    )
)
