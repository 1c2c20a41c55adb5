"""What stops a command: one class per kind, each with its exit code and three parts: what, with which input, what to do next.

In: nothing. Out: exceptions. What concerns one document only is no exception but a `Problem` row.

>>> str(RecordMissing("open the record", "nowhere.db"))
'cannot open the record: nowhere.db: no such file. Make one with `accordingto read PATH -o nowhere.db`.'
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process gives back to the shell."""

    OK = 0
    FAULT = 1
    USAGE = 2
    NOTHING_READ = 3
    RECORD = 4
    MISSING_PART = 5
    DAMAGED = 6
    CONFIGURATION = 7
    INTERRUPTED = 130


class AccordingToError(Exception):
    """A known reason to stop: ``what`` could not be done, with ``which`` input, ``why``, and what to do ``next``."""

    exit_code = ExitCode.FAULT
    why = "failed"
    next_step = ""

    def __init__(self, what: str, which: str, why: str = "", next_step: str = "") -> None:
        self.what = what
        self.which = which
        self.why = why or self.why
        self.next_step = (next_step or self.next_step).format(which=which)
        super().__init__(f"cannot {what}: {which}: {self.why}. {self.next_step}".rstrip())


class UsageError(AccordingToError):
    """The command was called in a way that cannot work."""

    exit_code = ExitCode.USAGE


class RecordError(AccordingToError):
    """The record cannot be used."""

    exit_code = ExitCode.RECORD


class RecordMissing(RecordError):
    """There is no file of this name."""

    why = "no such file"
    next_step = "Make one with `accordingto read PATH -o {which}`."


class NotARecord(RecordError):
    """The file exists but is not one of ours."""

    why = "not a record of accordingto"
    next_step = "Give the path of a file made by `accordingto read`."


class RecordTooNew(RecordError):
    """Written by a newer version."""

    why = "made by a newer version of accordingto"
    next_step = "Update with `pip install -U accordingto`; the file was not touched."


class RecordLocked(RecordError):
    """Another process is writing."""

    why = "another process is writing to it"
    next_step = "Wait until it has finished and run the same command again."


class RecordNotWritable(RecordError):
    """No right or no room to write."""


class NotFound(RecordError):
    """The record has no row of this id."""

    why = "not in this record"


class MissingPart(AccordingToError):
    """A package, model or data file is missing or not the pinned one."""

    exit_code = ExitCode.MISSING_PART
    next_step = "Run `accordingto doctor` to see what is missing."


class RecordDamaged(AccordingToError):
    """`check` found faults in the record."""

    exit_code = ExitCode.DAMAGED


class ConfigurationError(AccordingToError):
    """accordingto.toml is not valid."""

    exit_code = ExitCode.CONFIGURATION


class ChangedMeanwhile(AccordingToError):
    """Somebody else decided on the same row after it was looked at."""

    exit_code = ExitCode.RECORD
    why = "it has changed since you looked at it; nothing was saved"
    next_step = "Look at it again and decide anew."


class BadFile(AccordingToError):
    """A file that was handed in is damaged or not of the kind that is needed."""

    exit_code = ExitCode.USAGE
