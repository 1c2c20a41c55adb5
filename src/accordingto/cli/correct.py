"""Commands of the coder's loop: correct, review, corrections, agreement, sample."""

import getpass
from pathlib import Path
from typing import Any

import click

from accordingto.cli.output import Group, form_options, record_argument, write_csv, write_json, write_table
from accordingto.exports.wording import clipped

WORDS = 70
"""Characters of a quotation in the list of what to review."""


def _wish(given: dict[str, Any]) -> Any:
    """What the options ask for. Raises UsageError unless it is one thing."""
    from accordingto.model.review import Action
    from accordingto.store.wishes import Wish

    chosen = [name for name in ("accept", "reject", "set", "merge", "split") if given[name]]
    if len(chosen) != 1:
        raise click.UsageError("say one thing: --accept, --reject, --set FIELD=VALUE, --merge ID or --split WHERE.")
    pairs = [pair.partition("=") for pair in given["set"]]
    for name, equals, _ in pairs:
        if not equals:
            raise click.UsageError(f"--set {name}: write FIELD=VALUE, for instance --set stance=denies.")
    action = Action.EDIT if chosen[0] == "set" else Action(chosen[0])
    return Wish(action=action, fields=tuple((n, v) for n, _, v in pairs), other=given["merge"] or "", where=given["split"] or "")


@click.command()
@record_argument
@click.argument("ids", nargs=-1, required=True)
@click.option("--accept", is_flag=True, help="It is right as it stands.")
@click.option("--reject", is_flag=True, help="It should not be there.")
@click.option("--set", multiple=True, metavar="FIELD=VALUE", help="Give a field another value; `unknown` where the text does not say.")
@click.option("--merge", metavar="ID", help="It and ID, of the same report, are one row.")
@click.option("--split", metavar="WHERE", help="It is two: the words with which the second begins, or ids of what goes to the second.")
@click.option("--by", help="Who decides; default: your user name.")
@click.option("--note", help="Why.")
def correct(record: str, ids: tuple[str, ...], **given: Any) -> None:
    """Decide on a row: accept it, reject it, set its fields, join it with another, or part it in two.

    IDS are shown by `quotes`, `show` and `events`, for instance d1f0….a3. What you decide holds through later runs and other models.
    """
    from accordingto.api import correct as decide

    made = decide(record, ids, _wish(given), by=given["by"] or getpass.getuser(), note=given["note"])
    stands = ", ".join(sorted({s.value for s in made.statuses})) or "joined with another row"
    click.echo(f"decision {made.act}: {len(ids)} {'row' if len(ids) == 1 else 'rows'}, now {stands}")
    click.echo(f"`accordingto undo {record} {made.act}` takes it back")


@click.command()
@record_argument
@click.option("--what", type=click.Choice(["attributions", "events"]), default="attributions", show_default=True, help="What to review.")
@click.option("--status", type=click.Choice(["new", "accepted", "rejected", "disputed"]), help="Only rows of this status.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many rows.")
@form_options
def review(record: str, as_json: bool, as_csv: bool, **given: Any) -> None:
    """List what to look at next: the most disputed and the most doubtful first.

    `accordingto serve RECORD --edit` shows the same with its evidence, one key a decision.
    """
    from accordingto.review.queue import queue, words_of_entry
    from accordingto.store.record import Record

    with Record(record) as opened:
        entries = queue(opened.connection, given["what"], given["status"])
        shown = [(e, words_of_entry(opened.connection, e)) for e in entries[: given["limit"]]]
    rows: list[dict[str, Any]] = [
        {"status": e.status.value, "why": e.why, "label": e.label, "words": words, "by": list(e.by), "ids": list(e.ids)}
        for e, words in shown
    ]
    if as_json:
        write_json(rows)
    elif as_csv:
        write_csv(rows)
    else:
        short = [row | {"words": clipped(row["words"], WORDS)} for row in rows]
        columns = {"status": "status", "why": "why here", "label": "row", "words": "words", "by": "by", "ids": "ids"}
        write_table(short, columns, empty="Nothing to review.")
        if len(entries) > len(rows):
            click.echo(f"{len(entries) - len(rows)} more: --limit {len(entries)} shows all")


@click.group(cls=Group)
def corrections() -> None:
    """Share what people decided: `corrections export`, `corrections import`."""


@corrections.command(name="export")
@record_argument
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False), help="The file to write (JSONL).")
@click.option("--by", help="Only the decisions of this person.")
def export_corrections(record: str, output: str, by: str | None) -> None:
    """Write all decisions, on rows and on pairs, to a file for a colleague."""
    from accordingto.store.exchange import exported
    from accordingto.store.record import Record

    with Record(record) as opened:
        text = exported(opened.connection, by)
    Path(output).write_text(text, encoding="utf-8")
    click.echo(f"{output}: {text.count(chr(10)) - 1} decisions")


@corrections.command(name="import")
@record_argument
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--keep", is_flag=True, help="Take it in also when none of its reports is here yet; the decisions wait for them.")
def import_corrections(record: str, file: str, keep: bool) -> None:
    """Take in a colleague's decisions. Nothing is lost on either side; rows on which you differ are listed and marked as disputed."""
    from accordingto.pipeline import relink
    from accordingto.store.exchange import parse_file, take_in
    from accordingto.store.record import Record

    decided = parse_file(read_text(file), file)
    Record(record).close()
    with Record(record, write=True) as opened:
        done = take_in(opened, decided, file, keep=keep)
        relink(opened)
    click.echo(f"{done.new} new decisions, {done.known} known already, {done.undone} undone")
    for count, what in (
        (done.waiting, "wait for a report that is not in this record"),
        (done.forgotten, "left out: they are about a report that was forgotten here"),
        (done.unplaced, "not placed: their row is not found here (`accordingto problems` lists them)"),
    ):
        if count:
            click.echo(f"{count} {what}")
    for line in done.disputed:
        click.echo(f"disputed: {line}")


def read_text(file: str) -> str:
    """The text of a file. Raises BadFile where it is not UTF-8."""
    from accordingto.errors import BadFile

    try:
        return Path(file).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile("read", file, "not a text file in UTF-8", "Ask for it anew: nothing of it was taken in.") from error
    except OSError as error:
        raise BadFile("read", file, error.strerror or "it cannot be opened", "Check the path and its permissions.") from error


@click.command()
@click.argument("one", type=click.Path(exists=True, dir_okay=False))
@click.argument("other", type=click.Path(exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
def agreement(one: str, other: str, as_json: bool) -> None:
    """Say how far two coders agree (Cohen's kappa), from the files of `corrections export --by NAME`."""
    from accordingto.review.agreement import agreement as compare
    from accordingto.store.exchange import parse_file

    done = compare(parse_file(read_text(one), one), parse_file(read_text(other), other), (one, other))
    if as_json:
        table = [{"first": a, "second": b, "rows": n} for (a, b), n in sorted(done.table.items())]
        plain = ("coders", "rows", "only", "alike", "same_values", "kappa", "interval", "differing")
        write_json([{name: getattr(done, name) for name in plain} | {"table": table}])
        return
    first, second = done.coders
    click.echo(f"rows both decided on: {done.rows}; only {first}: {done.only[0]}; only {second}: {done.only[1]}")
    if done.rows:
        click.echo(f"the same decision on {done.alike} ({done.alike / done.rows:.0%}), the same values too on {done.same_values}")
    if done.kappa is None or done.interval is None:
        click.echo(
            "kappa is not defined: both gave one and the same answer throughout" if done.rows else "kappa is not defined: no row in common"
        )
    else:
        click.echo(f"kappa {done.kappa:.3f}, 95 % interval {done.interval[0]:.3f} to {done.interval[1]:.3f}")
    for (a, b), n in sorted(done.table.items()):
        click.echo(f"  {first} {a}, {second} {b}: {n}")
    for line in done.differing:
        click.echo(f"differ: {line}")


@click.command()
@record_argument
@click.option(
    "--what", type=click.Choice(["attributions", "claims", "events"]), default="attributions", show_default=True, help="Rows to draw."
)
@click.option("--n", "size", type=click.IntRange(1), default=200, show_default=True, help="How many.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed draws the same rows.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="The file to write: .csv or .jsonl.")
@click.option("--checked", type=click.Path(exists=True, dir_okay=False), help="A sample whose column `right` is filled (yes, no, unsure).")
@click.option("--json", "as_json", is_flag=True, help="Write JSON (of a checked sample).")
def sample(record: str, output: str | None, checked: str | None, as_json: bool, **given: Any) -> None:
    """Draw rows to check by hand; once checked, say how many are right, with the interval of that share.

    First `sample RECORD --what attributions --n 200 --seed 7 -o sample.csv`, then fill the column `right`, then
    `sample RECORD --checked sample.csv`.
    """
    if bool(output) == bool(checked):
        raise click.UsageError("give -o FILE to draw a sample, or --checked FILE to read one that is checked.")
    if output:
        _draw(record, output, **given)
    elif checked:
        _tell_precision(record, checked, as_json=as_json)


def _draw(record: str, output: str, *, what: str, size: int, seed: int) -> None:
    from accordingto.errors import UsageError
    from accordingto.exports.tables import csv_text, jsonl_text
    from accordingto.review.sampling import draw
    from accordingto.store.record import Record

    if Path(output).exists():
        raise UsageError("write the sample", output, "the file exists already, perhaps with marks in it", "Choose another name.")
    if Path(output).suffix not in (".csv", ".jsonl"):
        raise UsageError("write the sample", output, "not a name that ends in .csv or .jsonl", "Choose one of the two.")
    with Record(record) as opened:
        rows = draw(opened.connection, what, size, seed)
    Path(output).write_text(csv_text(rows) if output.endswith(".csv") else jsonl_text(rows), encoding="utf-8", newline="")
    click.echo(
        f"{output}: {len(rows)} {what} from {len({r['stratum'] for r in rows})} strata; fill the column `right` with yes, no or unsure"
    )


def _tell_precision(record: str, checked: str, *, as_json: bool) -> None:
    from dataclasses import asdict

    from accordingto.exports.tables import rows_of_text
    from accordingto.review.sampling import check_ids, precision
    from accordingto.store.record import Record

    rows = rows_of_text(read_text(checked), checked)
    done = precision(rows, checked)
    with Record(record) as opened:
        gone = check_ids(opened.connection, rows)
    if as_json:
        write_json([asdict(done) | {"gone": gone}])
        return
    click.echo(f"precision {done.share:.3f}, 95 % interval {done.low:.3f} to {done.high:.3f} (Wilson, weighted by stratum)")
    click.echo(f"{done.checked} rows checked, {done.unsure} unsure, {done.unchecked} not marked; the last two are left out")
    if gone:
        click.echo(f"rows of the sample that are no longer in {record}, since it was corrected or read again: {gone}")
    write_table(
        [{"stratum": s, "rows": n, "checked": k, "right": r} for s, n, k, r in done.strata],
        {"stratum": "stratum", "rows": "rows in the record", "checked": "checked", "right": "right"},
        empty="",
    )
