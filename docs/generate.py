"""Writes docs/reference from the program itself: commands, lists, settings, tables, problems, exit codes, components.

python docs/generate.py          write
python docs/generate.py --check  exit 1 where a page is stale
"""

import argparse
import ast
import dataclasses
import inspect
import sys
from enum import StrEnum
from pathlib import Path

import click

from accordingto import config
from accordingto.cli import COMMANDS, group
from accordingto.errors import ExitCode
from accordingto.model import kinds
from accordingto.store.migrate import schemas
from accordingto.withindoc.components import COMPONENTS
from accordingto.withindoc.notes import NEEDS

FOLDER = Path(__file__).with_name("reference")
WIDTH = 100


def main() -> int:
    """Write the pages, or compare them with what stands there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    stale = []
    for name, content in pages().items():
        path = FOLDER / name
        if options.check and (not path.exists() or path.read_text(encoding="utf-8") != content):
            stale.append(name)
        elif not options.check:
            path.write_text(content, encoding="utf-8")
    for name in stale:
        print(f"docs/reference/{name} is stale: run `python docs/generate.py`")
    return 1 if stale else 0


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {
        "commands.md": _commands(),
        "lists.md": _lists(),
        "settings.md": _settings(),
        "record.md": _record(),
        "components.md": _components(),
    }


def _commands() -> str:
    lines = ["# Commands", "", "Written from the program's own help. Options of the whole: `--debug`, `--config FILE`, `--version`."]
    with click.Context(group, info_name="accordingto") as ctx:
        for name in COMMANDS:
            command = group.get_command(ctx, name)
            if command is not None:
                sub = click.Context(command, info_name=name, parent=ctx, max_content_width=WIDTH, terminal_width=WIDTH)
                lines += ["", f"## {name}", "", "```text", command.get_help(sub), "```"]
                for below, part in (command.commands if isinstance(command, click.Group) else {}).items():
                    inner = click.Context(part, info_name=below, parent=sub, max_content_width=WIDTH, terminal_width=WIDTH)
                    lines += ["", f"### {name} {below}", "", "```text", part.get_help(inner), "```"]
    lines += ["", "## Exit codes", "", "| code | meaning |", "| --- | --- |"]
    lines += [f"| {code.value} | {code.name.lower().replace('_', ' ')} |" for code in ExitCode]
    return "\n".join([*lines, ""])


def _lists() -> str:
    lines = ["# Closed lists", "", "Values that the program uses, and no others."]
    for name, kind in vars(kinds).items():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            about = inspect.getdoc(kind) or ""
            lines += ["", f"## {name}", "", about, "", "| value | means |", "| --- | --- |"]
            lines += [f"| {value.value} | {_meaning(value)} |" for value in kind]
    return "\n".join([*lines, ""])


def _meaning(value: StrEnum) -> str:
    if isinstance(value, kinds.ProblemKind):
        return kinds.explained(value)
    if isinstance(value, kinds.EventType):
        return "modes: " + (", ".join(kinds.EVENT_MODES.get(value, ())) or "none")
    return kinds.DEFINITIONS.get(value, "")


def _settings() -> str:
    lines = ["# Settings", "", "In `accordingto.toml` in the working directory, or in the file given with `--config`."]
    defaults = config.Settings()
    for section in dataclasses.fields(defaults):
        values = getattr(defaults, section.name)
        docs = _attribute_docs(type(values))
        lines += ["", f"## [{section.name}]", "", inspect.getdoc(type(values)) or "", "", "| setting | default | |", "| --- | --- | --- |"]
        lines += [f"| {f.name} | `{getattr(values, f.name)}` | {docs.get(f.name, '')} |" for f in dataclasses.fields(values)]
    return "\n".join([*lines, ""])


def _attribute_docs(kind: type) -> dict[str, str]:
    """The strings that stand below the fields of a dataclass."""
    body = ast.parse(inspect.getsource(kind)).body[0]
    found: dict[str, str] = {}
    last = ""
    for node in getattr(body, "body", []):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            last = node.target.id
        elif last and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found[last] = str(node.value.value)
            last = ""
    return found


def _record() -> str:
    lines = ["# The record", "", "One SQLite file. Its tables, as they are made:"]
    for number, sql in enumerate(schemas(), 1):
        lines += ["", f"## Version {number}", "", "```sql", sql.strip(), "```"]
    return "\n".join([*lines, ""])


def _components() -> str:
    lines = ["# Components", "", "In this order; each is a spaCy factory `accordingto_<name>` for a pipeline of your own.", ""]
    lines += ["| component | needs before it | what it does |", "| --- | --- | --- |"]
    for name, component in COMPONENTS.items():
        about = (inspect.getdoc(component) or "").splitlines()[0]
        lines.append(f"| {name} | {', '.join(NEEDS[name]) or '–'} | {about} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
