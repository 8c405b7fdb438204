"""Rules of the common model written as Cisco IOS prints them."""

from __future__ import annotations

from fwlint.dialects.cisco.ios.platform import EXTENDED, IOS, IPV6
from fwlint.dialects.cisco.render.renderer import CiscoRenderer
from fwlint.dialects.cisco.render.style import Style
from fwlint.dialects.rendering import Renderer

RENDERER: Renderer = CiscoRenderer(
    Style(
        platform=IOS,
        headers={4: "ip access-list extended {}", 6: "ipv6 access-list {}"},
        kinds={4: EXTENDED, 6: IPV6},
        prefixes=False,
        port_lists=10,
        signed_flags=True,
    )
)
