"""One report as a page of text: its details, who said what, what is said to have happened, what stays open."""

import click

from accordingto.exports.wording import clipped, day_words, number_words
from accordingto.model.evidence import words_of
from accordingto.model.found import AnnotatedDocument, Claim
from accordingto.model.kinds import TOLL_SLOTS, Slot


def print_report(found: AnnotatedDocument) -> None:
    """Print all that was found in one document."""
    document = found.document
    day = document.published.isoformat() if document.published else "no date of publication"
    click.echo(document.title or document.given_id)
    click.echo(f"{document.outlet or 'outlet unknown'} · {day} · {document.doc_id}")
    click.echo(f"\n{document.text.strip()}\n")
    _print_said(found)
    _print_happened(found)
    for problem in found.problems:
        words = f" “{clipped(problem.span.of(document.text), 40)}”" if problem.span else ""
        click.echo(f"problem: {problem.kind.value}{words}: {problem.message}")


def _print_said(found: AnnotatedDocument) -> None:
    if found.attributions:
        click.echo("Who said what")
    for a in found.attributions:
        through = f" through {a.medium}" if a.medium else ""
        content = clipped(words_of(found.document.text, a.content), 100)
        click.echo(f"  {a.id}  {a.source_name or '(nobody named)'} {a.stance.value}{through}: {content}")


def _print_happened(found: AnnotatedDocument) -> None:
    listed = [m for m in found.event_mentions if m.type]
    if listed:
        click.echo("What is said to have happened")
    speakers = {a.id: a.source_name or "(nobody named)" for a in found.attributions}
    for mention in listed:
        who = f" according to {speakers[mention.according_to]}" if mention.according_to in speakers else ""
        trigger = mention.trigger.of(found.document.text)
        click.echo(f"  {mention.id}  {trigger} ({mention.type}, {mention.factuality.value}){who}")
        for claim in found.claims:
            if claim.mention == mention.id:
                by = f" according to {speakers[claim.according_to]}" if claim.according_to in speakers else ""
                click.echo(f"        {claim.slot.value}: {_value(claim)}{by if claim.according_to != mention.according_to else ''}")


def _value(claim: Claim) -> str:
    if claim.slot in TOLL_SLOTS or claim.slot is Slot.DAMAGE:
        return f"{number_words(claim.low, claim.high)} “{clipped(claim.value, 50)}”"
    if claim.slot is Slot.DATE:
        return day_words(str(claim.earliest) if claim.earliest else None, str(claim.latest) if claim.latest else None)
    return claim.value
