"""One call of a cmdlet carried out: what it does to the computer."""

from __future__ import annotations

import re
from collections.abc import Callable

from fwlint.dialects.windows.script.cmdlets.parameters import bind
from fwlint.dialects.windows.script.cmdlets.profiles import set_profile
from fwlint.dialects.windows.script.cmdlets.reading import unless_what_if
from fwlint.dialects.windows.script.cmdlets.rules import (
    copy_rule,
    disable_rule,
    enable_rule,
    make_rule,
    remove_rule,
    rename_rule,
    set_filter,
    set_rule,
)
from fwlint.dialects.windows.script.cmdlets.security import (
    disable_security_rule,
    enable_security_rule,
    new_security_rule,
    remove_security_rule,
    set_security_rule,
)
from fwlint.dialects.windows.script.command import Call
from fwlint.dialects.windows.script.machine import Machine

_CMDLETS: dict[str, Callable[[Machine, Call], None]] = {
    "new-netfirewallrule": make_rule,
    "set-netfirewallrule": set_rule,
    "remove-netfirewallrule": remove_rule,
    "rename-netfirewallrule": rename_rule,
    "copy-netfirewallrule": copy_rule,
    "enable-netfirewallrule": enable_rule,
    "disable-netfirewallrule": disable_rule,
    **{
        f"set-netfirewall{what}filter": set_filter
        for what in ("address", "port", "application", "service", "interface", "interfacetype")
    },
    "set-netfirewallsecurityfilter": set_filter,
    "set-netfirewallprofile": set_profile,
    "new-netipsecrule": new_security_rule,
    "set-netipsecrule": set_security_rule,
    "remove-netipsecrule": remove_security_rule,
    "enable-netipsecrule": enable_security_rule,
    "disable-netipsecrule": disable_security_rule,
}
_UNHEEDED = re.compile(
    r"(?:get|show|find|save|open)-net.*"
    r"|set-netfirewallsetting|[a-z]+-netfirewallhyperv.*"
    r"|[a-z]+-netipsec(?!rule).*|(?:sync|update|rename|copy)-netipsecrule"
)
"""Cmdlets that leave the rules and profiles of the computer as they are."""


def run_call(machine: Machine, call: Call) -> None:
    """Do to `machine` what a call of a cmdlet does; an unknown one may do anything."""
    if _UNHEEDED.fullmatch(call.name):
        return
    run = _CMDLETS.get(call.name)
    if run is None:
        machine.not_understood(call.run, f"fwlint does not know the cmdlet {call.name}")
        return
    made = unless_what_if(call, bind(call, ()))
    if made is None:
        machine.assume(call.run, "this is not run: it only shows what it would do")
    else:
        run(machine, made)
