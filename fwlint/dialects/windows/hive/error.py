"""Why a hive as a whole cannot be read."""

from __future__ import annotations

EXPORT = 'export the policy with "netsh advfirewall export policy.wfw"'


class HiveError(Exception):
    """A hive that is damaged or holds no firewall policy; `hint` says what to do."""

    def __init__(self, message: str, hint: str = EXPORT) -> None:
        super().__init__(message)
        self.hint = hint


def damaged(at: int, what: str) -> HiveError:
    """Return the error for a hive in which, at byte `at` of the file, `what` is wrong."""
    return HiveError(f"this registry hive is damaged at byte 0x{at:X}: {what}")
