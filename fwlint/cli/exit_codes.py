"""What the exit codes mean; they are part of the command line's contract."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The worse cause wins where there are several: usage over input over findings."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
