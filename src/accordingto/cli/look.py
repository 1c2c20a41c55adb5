"""Commands that look: show, quotes, sources, events, accounts, problems, why."""

from typing import Any

import click

from accordingto.cli.output import (
    Command,
    Day,
    OneOf,
    form_options,
    record_argument,
    write_csv,
    write_json,
    write_table,
)
from accordingto.exports.wording import clipped, counted_words, day_words, number_words
from accordingto.model.kinds import EventType, SourceKind, Stance

WORDS = 90
"""Characters of a quotation in a list; `--json` and `--csv` give it whole."""


def _opened(path: str) -> Any:
    from accordingto.store.record import Record

    return Record(path)


def _written(rows: list[dict[str, Any]], *, as_json: bool, as_csv: bool) -> bool:
    """Whether the rows were written as JSON or CSV."""
    if as_json:
        write_json(rows)
    elif as_csv:
        write_csv(rows)
    return as_json or as_csv


@click.command()
@record_argument
@click.argument("doc", required=False)
@form_options
def show(record: str, doc: str | None, as_json: bool, as_csv: bool) -> None:
    """Show the reports of a record, or one of them with all that was found in it.

    DOC is an id, its first letters, the id you gave it, or a file's name.
    """
    with _opened(record) as opened:
        if doc:
            _show_one(opened, doc, as_json=as_json)
            return
        rows = opened.reports()
    if not _written(rows, as_json=as_json, as_csv=as_csv):
        columns = {
            "doc_id": "id",
            "published": "published",
            "outlet": "outlet",
            "title": "title",
            "attributions": "said",
            "event_mentions": "happened",
        }
        write_table([row | {"title": clipped(row["title"] or row["address"], 60)} for row in rows], columns, empty="No reports yet.")


def _show_one(record: Any, doc: str, *, as_json: bool) -> None:
    from accordingto.cli.report import print_report
    from accordingto.cli.sides import print_first_seen
    from accordingto.model.contract import annotation

    doc_id = record.find_document(doc)
    found, seen = next(record.documents(doc_id)), record.first_seen(doc_id)
    if as_json:
        write_json([annotation(found) | {"first_seen_in": seen["first_seen_in"], "passages": seen["passages"]}])
    else:
        print_report(found)
        print_first_seen(seen)


@click.command()
@record_argument
@click.option("--by", metavar="SOURCE", help="Only sources whose name holds these words.")
@click.option("--stance", type=OneOf(Stance), metavar="STANCE", help=f"One of: {', '.join(Stance)}.")
@click.option("--kind", type=OneOf(SourceKind), metavar="KIND", help=f"Only sources of this kind: {', '.join(SourceKind)}.")
@click.option("--outlet", help="Only reports of this outlet.")
@click.option("--search", metavar="WORDS", help="Only contents that hold these words.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="P", help="Only attributions at least this sure, 0 to 1.")
@form_options
def quotes(record: str, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """List who said what."""
    with _opened(record) as opened:
        rows = opened.quotes(**filters)
    if not _written(rows, as_json=as_json, as_csv=as_csv):
        shown = [
            row
            | {
                "content": clipped(row["content"], WORDS),
                "source_name": row["source_name"] or "(nobody named)",
                "medium": row["medium"] or "",
            }
            for row in rows
        ]
        columns = {
            "source_name": "source",
            "stance": "stance",
            "content": "content",
            "medium": "through",
            "outlet": "outlet",
            "published": "published",
            "id": "id",
        }
        write_table(shown, columns, empty="No attributions fit.")


@click.command()
@record_argument
@click.option("--by", metavar="SOURCE", help="Only of sources and outlets whose name holds these words.")
@form_options
def terms(record: str, by: str | None, as_json: bool, as_csv: bool) -> None:
    """List the words that are set in quotation marks as somebody's own, by who used them."""
    with _opened(record) as opened:
        rows = opened.terms(by)
    if not _written(rows, as_json=as_json, as_csv=as_csv):
        shown = [
            row | {"words": f"“{clipped(row['words'], WORDS)}”", "voice": "own voice" if row["own_voice"] else "quoted"} for row in rows
        ]
        columns = {"words": "words", "user": "used by", "voice": "voice", "times": "times", "reports": "reports", "first": "first at"}
        write_table(shown, columns, empty="No such words.")


@click.command()
@record_argument
@form_options
def sources(record: str, as_json: bool, as_csv: bool) -> None:
    """List who is quoted: how often, in how many reports, with which stances, through whom."""
    with _opened(record) as opened:
        rows = opened.sources()
    if not _written(rows, as_json=as_json, as_csv=as_csv):
        columns = {
            "source": "source",
            "kind": "kind",
            "attributions": "said",
            "reports": "reports",
            "stances": "stances",
            "outlets": "outlets",
        }
        write_table(rows, columns, empty="No sources yet.")


def event_filters(command: Command) -> Command:
    """Add the filters of events."""
    for name, kind, metavar, words in (
        ("until", Day(), "DAY", "Only events on or before this day."),
        ("since", Day(), "DAY", "Only events on or after this day."),
        ("place", str, "WORDS", "Only events whose place or label holds these words."),
        ("type", OneOf(EventType), "TYPE", f"Only events of this type: {', '.join(EventType)}."),
    ):
        command = click.option(f"--{name}", type=kind, metavar=metavar, help=words)(command)
    return command


@click.command()
@record_argument
@event_filters
@click.option("--all", "all_", is_flag=True, help="Also happenings of no listed type.")
@form_options
def events(record: str, as_json: bool, as_csv: bool, all_: bool, **filters: str | None) -> None:
    """List what is said to have happened, the latest first."""
    with _opened(record) as opened:
        rows = opened.events(**filters, all="yes" if all_ else None)
        rows = opened.with_participants(rows) if as_json or as_csv else rows
    if not _written(rows, as_json=as_json, as_csv=as_csv):
        shown = [row | {"when": day_words(row["earliest"], row["latest"]), "place": row["place"] or "place unknown"} for row in rows]
        columns = {
            "when": "when",
            "label": "event",
            "place": "place",
            "type": "type",
            "reports": "reports",
            "claimants": "claimants",
            "origins": "origins",
            "conflicts": "conflicts",
            "id": "id",
        }
        write_table(shown, columns, empty="No events yet.")


@click.command()
@record_argument
@event_filters
@form_options
def timeline(record: str, as_json: bool, as_csv: bool, **filters: str | None) -> None:
    """Tell the events in the order of their days, with the numbers that are claimed."""
    with _opened(record) as opened:
        rows = opened.timeline(**filters)
    if not _written(rows, as_json=as_json, as_csv=as_csv):
        shown = [
            row
            | {
                "when": day_words(row["earliest"], row["latest"]),
                "place": ", ".join(filter(None, (row["place"], row["around"]))) or "place unknown",
                "claims": _claims_in_short(row["accounts"]),
            }
            for row in rows
        ]
        columns = {"when": "when", "label": "event", "place": "place", "claims": "who claims what", "id": "id"}
        write_table(shown, columns, empty="No events yet.")


def _claims_in_short(rows: list[dict[str, Any]]) -> str:
    return "; ".join(f"{r['claimant_name']}: {number_words(r['low'], r['high'])} {r['slot']}" for r in rows)


@click.command(name="map")
@record_argument
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help="The GeoJSON file to write.")
@event_filters
def map_(record: str, output: str, **filters: str | None) -> None:
    """Write the events as GeoJSON: one feature an event, without a point where the place is unknown."""
    from pathlib import Path

    from accordingto.errors import UsageError
    from accordingto.exports.geojson import feature_collection
    from accordingto.model.contract import line_of

    with _opened(record) as opened:
        found = feature_collection(opened, **filters)
    try:
        Path(output).write_text(line_of(found) + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError("write the map", output, error.strerror or "not writable", "Choose another file.") from error
    placed = sum(f["geometry"] is not None for f in found["features"])
    click.echo(f"{output}: {len(found['features'])} events, {placed} with a point")


@click.command()
@record_argument
@click.argument("event", required=False)
@form_options
def accounts(record: str, event: str | None, as_json: bool, as_csv: bool) -> None:
    """Set the accounts of an event side by side: who claims what, and how the claims stand to each other.

    Without EVENT: all events of which somebody claims something that can be compared.
    """
    from accordingto.errors import NotFound

    with _opened(record) as opened:
        rows = opened.accounts(event)
    if event and not rows:
        raise NotFound(
            "show the accounts of",
            event,
            f"no such event, or nobody claims anything of it in {record}",
            f"`accordingto events {record}` lists ids.",
        )
    if not _written(rows, as_json=as_json, as_csv=as_csv):
        print_accounts(rows)


def print_accounts(rows: list[dict[str, Any]]) -> None:
    """Accounts as a page of text: event, slot with its verdict, one line a claimant, the words below."""
    if not rows:
        click.echo("No accounts yet.")
    last_event = last_slot = None
    for row in rows:
        if row["event"] != last_event:
            click.echo(f"{'' if last_event is None else chr(10)}{row['label']}")
            click.echo(f"  {day_words(row['event_earliest'], row['event_latest'])}{_where(row)} · {row['event']}")
            last_event, last_slot = row["event"], None
        if row["slot"] != last_slot:
            last_slot = row["slot"]
            verdict = row["verdict"] or "no current account"
            origins = f": {row['claimants']} claimants, {row['origins']} independent" if (row["claimants"] or 0) > 1 else ""
            click.echo(f"  {row['slot']} – {verdict}{origins}")
        _print_account(row)


def _where(row: dict[str, Any]) -> str:
    """“, Ain al-Assad airbase, Al-Anbar, Iraq (known: the site itself)”."""
    if not row["event_place"]:
        return ""
    known = f" (known: {row['event_known']})" if row["event_known"] else " (not in the gazetteer)"
    return ", ".join(["", *filter(None, (row["event_place"], row["event_around"]))]) + known


def _print_account(row: dict[str, Any]) -> None:
    value = f"“{row['value']}”" if row["slot"] in ("actor", "recipient", "weapon") else row["value"]  # whoever it is called so by
    if row["slot"] not in ("actor", "recipient", "weapon", "place", "date", "occurred"):
        value = counted_words(row["low"], row["high"], row["who"])
    notes = [row["stance"]]
    notes += [f"through {', '.join(row['via'])}"] if row["via"] else []
    notes += [] if row["current"] else ["no longer its figure"]
    notes += [f"in {len(row['carriers'])} reports"] if len(row["carriers"]) > 1 else []
    notes += ["decided by a person"] if row["decided_by"] == "person" else []
    click.echo(f"    {_claimant(row)}: {value} ({'; '.join(notes)})")
    if row["evidence"]:
        first = row["evidence"][0]
        where = " · ".join(filter(None, (", ".join(filter(None, (first["outlet"], first["published"]))), first["doc_id"])))
        click.echo(f"      “{clipped(first['words'], WORDS)}” {where}:{first['span_start']}-{first['span_end']}")


def _claimant(row: dict[str, Any]) -> str:
    """Who claims it: a name with what the reports say it is, or the outlet in its own voice."""
    from accordingto.withindoc.words import neutral

    if row["own_voice"]:
        return f"{row['claimant']} (own voice)"
    return f"{row['claimant']}, {neutral(row['claimant_described'])}" if row["claimant_described"] else str(row["claimant"])


@click.command()
@record_argument
@form_options
def problems(record: str, as_json: bool, as_csv: bool) -> None:
    """List what could not be read or decided."""
    with _opened(record) as opened:
        rows = opened.problems()
    if not _written(rows, as_json=as_json, as_csv=as_csv):
        columns = {"kind": "kind", "address": "report", "words": "words", "message": "what"}
        write_table(rows, columns, empty="No problems.")


@click.command()
@record_argument
@click.argument("ids", nargs=-1, required=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Draw the weights of two ids into this SVG file.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def why(record: str, ids: tuple[str, ...], output: str | None, as_json: bool) -> None:
    """Say what decided a value: the rule, how sure it is, what it saw, the words it rests on.

    IDS are shown by the other commands, for instance d1f0….a3. Two ids: why they are linked, or are not;
    of two reports the passages that they share, side by side.
    """
    if len(ids) > 2:
        raise click.UsageError("give one id, or two to ask why they are linked.")
    with _opened(record) as opened:
        rows = [opened.why_linked(*ids) if len(ids) == 2 else opened.why(ids[0])]
    if as_json:
        write_json(rows)
    elif "passages" in rows[0]:
        from accordingto.cli.sides import print_sides

        print_sides(rows[0])
    elif len(ids) == 2:
        from accordingto.cli.pairs import print_pair

        print_pair(rows[0], output)
    else:
        _print_why(rows[0])


def _print_why(row: dict[str, Any], indent: str = "") -> None:
    for key, value in row.items():
        if key == "evidence":
            for part in value:
                click.echo(f"{indent}  {part['role']} [{part['start']}, {part['end']}] “{clipped(part['words'], WORDS)}”")
        elif key == "rests_on":
            for ground in value:
                click.echo(f"{indent}it rests on:")
                _print_why(ground, indent + "  ")
        elif key in ("claims", "codes"):
            for one in value:
                name = one["slot"] if key == "claims" else f"{one['kind']} code"
                click.echo(f"{indent}  {name}: {clipped(one['value'], WORDS)} ({one['id']})")
        elif value not in (None, "", []):
            click.echo(f"{indent}{key.replace('_', ' ')}: {value}")
