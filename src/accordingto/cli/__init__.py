"""The command line: one group whose commands are imported when they are called, and the border where every error becomes one line.

In: arguments. Out: text on standard output, problems and progress on standard error, an exit code. Commands are thin: each calls
one function of the same name.
"""

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from accordingto.errors import AccordingToError, ExitCode

SECTIONS = {
    "Read reports": {
        "demo": "read",
        "read": "read",
        "annotate": "read",
        "link": "read",
        "relink": "read",
    },
    "Look": {
        "show": "look",
        "quotes": "look",
        "sources": "look",
        "terms": "look",
        "events": "look",
        "accounts": "look",
        "timeline": "look",
        "map": "look",
        "problems": "look",
        "naming": "naming",
        "why": "look",
        "serve": "keep",
    },
    "Decide": {
        "correct": "correct",
        "same": "decide",
        "different": "decide",
        "undo": "decide",
        "decisions": "decide",
        "review": "correct",
        "corrections": "correct",
        "agreement": "correct",
        "sample": "correct",
    },
    "Take along": {
        "export": "give",
        "report": "give",
    },
    "Look after the record": {
        "forget": "decide",
        "check": "keep",
        "backup": "keep",
        "merge": "keep",
        "places": "places",
        "doctor": "keep",
    },
}
"""Heading -> command -> module of this package that holds it, in the order in which a newcomer meets them."""
COMMANDS = {name: module for commands in SECTIONS.values() for name, module in commands.items()}


class Commands(click.Group):
    """Finds a command by name, imports its module then, and suggests the nearest name for a misspelt one."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's interface
        """All names, in the order of COMMANDS."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's interface
        """The command, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"accordingto.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name, None) or getattr(module, f"{cmd_name}_")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Each command with the whole first sentence of its help, not the first words of it."""
        for heading, commands in SECTIONS.items():
            rows = [(name, c.get_short_help_str(limit=140)) for name in commands if (c := self.get_command(ctx, name)) is not None]
            with formatter.section(heading):
                formatter.write_dl(rows, col_max=14)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a suggestion."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            near = get_close_matches(name, COMMANDS, 1, 0.5)
            hint = f"Did you mean `{near[0]}`?" if near else "See `accordingto --help`."
            raise click.UsageError(f"there is no command `{name}`. {hint}")
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted:
        from accordingto import __version__

        click.echo(f"accordingto {__version__}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option("--config", type=click.Path(dir_okay=False), help="Settings to use instead of ./accordingto.toml.")
@click.pass_context
def group(ctx: click.Context, /, **options: Any) -> None:
    """Read news reports and keep a local record of who said what, according to whom.

    Begin with `accordingto demo`, then `accordingto read FOLDER -o record.db`.
    """
    ctx.obj = options


def main() -> None:
    """Run a command; the first border: whatever goes wrong ends here, in one line and an exit code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is there: our matrices are too small to be shared among cores
    debug = "--debug" in sys.argv
    try:
        group.main(prog_name="accordingto", standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("stopped. What was finished is saved; run the same command again to go on.", ExitCode.INTERRUPTED)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "accordingto"
        _fail(f"{_first_lower(error.format_message())} Try `{command} --help`.", ExitCode.USAGE)
    except click.ClickException as error:
        _fail(error.format_message(), ExitCode.USAGE)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone (`| head`); nothing is left to say
        sys.exit(ExitCode.OK)
    except Exception as error:
        if debug:
            raise
        _fail(*_told(error))


def _told(error: Exception) -> tuple[str, ExitCode]:
    """The line and the exit code of an error that is not click's."""
    if isinstance(error, AccordingToError):
        return str(error), error.exit_code
    return f"a fault of ours: {type(error).__name__}: {error}. Run it again with --debug and report what it prints.", ExitCode.FAULT


def _first_lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _fail(words: str, code: ExitCode) -> None:
    click.echo(f"accordingto: {' '.join(words.split())}", err=True)
    sys.exit(code)
