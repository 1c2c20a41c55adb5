"""The command `naming`: what each outlet and each claimant calls the same thing."""

from typing import Any

import click

from accordingto.cli.output import form_options, record_argument, write_csv, write_json, write_table
from accordingto.exports.wording import clipped

WORDS = 60


@click.command()
@record_argument
@click.argument("entity", required=False)
@form_options
def naming(record: str, entity: str | None, as_json: bool, as_csv: bool) -> None:
    """Show which words each outlet and each claimant uses for the same thing or event.

    ENTITY: an id of an entity or event, or a name. Without it: what is named in most ways. Words inside quotations are the claimant's,
    others the outlet's. Nobody's words are judged.
    """
    from accordingto.api import naming as naming_in

    rows: list[dict[str, Any]] = [dict(row) for row in naming_in(record, entity)]
    if as_json:
        write_json(rows)
    elif as_csv:
        write_csv([row | {"examples": "; ".join(f"{e['report']} [{e['start']}, {e['end']}]" for e in row["examples"])} for row in rows])
    else:
        shown = [row | {"words": clipped(row["words"], WORDS), "voice": "own words" if row["own_voice"] else "quoted"} for row in rows]
        columns = {"name": "what", "by": "who", "voice": "voice", "words": "calls it", "count": "times", "reports": "reports"}
        write_table(
            [row | {"reports": ", ".join(dict.fromkeys(e["report"] for e in row["examples"]))} for row in shown],
            columns,
            empty="Nothing is named by anybody yet.",
        )
