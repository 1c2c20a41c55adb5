"""The commands of own places: add, list, remove. They are kept in the user's folder of settings and win over the gazetteer."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from accordingto.cli.output import Group, form_options, write_csv, write_json, write_table
from accordingto.config import user_places
from accordingto.resources.own_places import OwnPlace, load_own_places, merged, parse_own_places, save_own_places, without


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def places(ctx: click.Context, /) -> None:
    """Keep places of your own, which win over the gazetteer: add, list, remove."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@places.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
def add(file: str) -> None:
    """Add the places of a CSV file: name, lat, lon; if wanted other_names, kind, country, geonameid, contained_in.

    A place of the same name and point is replaced. Nothing is added where a line is at fault.

    \b
    name,lat,lon,other_names,kind,country
    Orten camp,12.5,41.25,Camp Orten|Urtan,site,YE
    """
    from accordingto.resources.surroundings import set_into_areas

    given = parse_own_places(sys.stdin.read(), "standard input") if file == "-" else load_own_places(Path(file))
    found = tuple(set_into_areas(given))
    together, replaced = merged(_kept(), found)
    save_own_places(user_places(), together)
    click.echo(f"{len(found) - replaced} added, {replaced} replaced; {len(together)} own places in {user_places()}")
    click.echo("They win from now on; `accordingto read` with the same files reads them again with these places.")


@places.command(name="list")
@form_options
def list_(as_json: bool, as_csv: bool) -> None:
    """List your own places, each with the area it was set into."""
    from accordingto.resources.gazetteer import gazetteer

    areas = (gazetteer().place(p.contained_in or 0) for p in _kept())
    rows = [_row(p) | {"area": area.name if area else None} for p, area in zip(_kept(), areas, strict=True)]
    if as_json:
        write_json(rows)
    elif as_csv:
        write_csv(rows)
    else:
        shown = {"name": "name", "kind": "kind", "lat": "lat", "lon": "lon", "area": "in", "country": "country", "other_names": "also"}
        write_table(rows, shown, empty="No own places yet. `accordingto places add FILE.csv` adds some.")


@places.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove the own places called NAME; another name of a place is removed alone."""
    stays, goes = without(_kept(), name)
    save_own_places(user_places(), stays)
    click.echo(f"{len(goes)} removed: {', '.join(p.name for p in goes)}; {len(stays)} own places are left")


def _kept() -> tuple[OwnPlace, ...]:
    """The places kept; none where there is no file, or its last place was removed."""
    text = user_places().read_text(encoding="utf-8") if user_places().exists() else ""
    return parse_own_places(text, str(user_places())) if text.count("\n") > 1 else ()


def _row(place: OwnPlace) -> dict[str, object]:
    return asdict(place) | {"other_names": list(place.other_names)}
