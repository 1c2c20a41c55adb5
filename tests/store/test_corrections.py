"""What people decide on single rows: it holds, it lasts through other models, it can be taken back, it is never lost."""

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from accordingto.api import annotate, read
from accordingto.errors import ChangedMeanwhile, NotFound, UsageError
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument, Attribution
from accordingto.model.kinds import Stance
from accordingto.model.review import Action, Status
from accordingto.pipeline import relink
from accordingto.store.corrections import ReportState, decide, save_corrected, undo
from accordingto.store.load import load_documents
from accordingto.store.record import Record
from accordingto.store.wishes import Wish
from conftest import REPORTS

ACCEPT, REJECT = Wish(action=Action.ACCEPT), Wish(action=Action.REJECT)


def edit(**fields: str) -> Wish:
    return Wish(action=Action.EDIT, fields=tuple(fields.items()))


def said(record: Record, words: str) -> tuple[str, Attribution]:
    """The attribution whose content holds ``words``, with its public id."""
    return next(
        (f"{f.document.doc_id}.{a.id}", a)
        for f in record.documents()
        for a in f.attributions
        if any(words in s.of(f.document.text) for s in a.content)
    )


def again(record: Record, change) -> None:  # type: ignore[no-untyped-def]
    """A re-run by another model: ``change`` makes its findings of those of the first."""
    with record.transaction() as connection:
        for number, text in enumerate(REPORTS):
            first = annotate(text, published="2031-05-14", outlet=f"Outlet {number}")
            (doc_id,) = connection.execute("SELECT doc_id FROM documents WHERE given_id = ?", (f"r{number}",)).fetchone()
            stored = next(load_documents(connection, doc_id))
            save_corrected(connection, replace(change(first), document=stored.document), "another model")


def test_an_edited_value_is_a_persons_and_tells_what_the_program_had(record: Path) -> None:
    with Record(record, write=True) as opened:
        public_id, before = said(opened, "four people were injured")

        decide(opened, [public_id], edit(stance="alleges"), by="ann", note="as the wording shows")
        _, after = said(opened, "four people were injured")

    assert (before.stance, after.stance) == (Stance.STATES, Stance.ALLEGES)
    assert after.because.rule == "correction"
    assert before.because.rule in (after.because.detail or "")
    assert "stance: states → alleges (by ann" in (after.because.detail or "")
    assert "as the wording shows" in (after.because.detail or "")


def test_undoing_gives_back_what_the_program_had_and_keeps_the_decision(record: Path) -> None:
    with Record(record, write=True) as opened:
        before = list(opened.documents())
        public_id, _ = said(opened, "four people were injured")

        made = decide(opened, [public_id], REJECT, by="ann")
        assert list(opened.documents()) != before
        undo(opened, made.act)

        assert list(opened.documents()) == before
        assert [row["undone_at"] is None for row in opened.connection.execute("SELECT undone_at FROM corrections")] == [False]
        with pytest.raises(UsageError, match="undone already"):
            undo(opened, made.act)


def test_a_rejected_attribution_leaves_and_its_claims_become_the_reports_own(record: Path) -> None:
    with Record(record, write=True) as opened:
        public_id, row = said(opened, "four people were injured")
        decide(opened, [public_id], REJECT, by="ann")
        found = next(opened.documents(public_id.rpartition(".")[0]))

    assert row.id not in {a.id for a in found.attributions}
    assert all(c.according_to != row.id for c in found.claims)
    assert all(m.according_to != row.id for m in found.event_mentions)


def test_a_decision_survives_a_model_that_numbers_and_cuts_anew(record: Path) -> None:
    def shifted(found: AnnotatedDocument) -> AnnotatedDocument:
        """All attributions numbered from the other end, their contents two characters shorter, all called allegations."""
        names = {a.id: f"a{90 - n}" for n, a in enumerate(found.attributions)}
        rows = tuple(
            replace(a, id=names[a.id], stance=Stance.ALLEGES, content=tuple(Span(s.start, s.end - 2) for s in a.content), inside=None)
            for a in found.attributions
        )
        claims = tuple(replace(c, according_to=names.get(c.according_to or "")) for c in found.claims)
        mentions = tuple(replace(m, according_to=names.get(m.according_to or "")) for m in found.event_mentions)
        return replace(found, attributions=rows, claims=claims, event_mentions=mentions, quoted_terms=())

    with Record(record, write=True) as opened:
        accepted, row = said(opened, "four people were injured")
        edited, _ = said(opened, "all 80 passengers")
        rejected, _ = said(opened, "300 people took part")
        decide(opened, [accepted], ACCEPT, by="ann")
        decide(opened, [edited], edit(source_name="Jon Ekk, harbour master", stance="confirms"), by="ann")
        decide(opened, [rejected], REJECT, by="ann")

        again(opened, shifted)

        _, kept = said(opened, "four people were injured")
        assert (kept.stance, kept.content) == (row.stance, row.content)
        _, changed = said(opened, "all 80 passengers")
        assert (changed.stance, changed.source_name) == (Stance.CONFIRMS, "Jon Ekk, harbour master")
        with pytest.raises(StopIteration):
            said(opened, "300 people took part")
        assert [p for p in opened.problems() if p["kind"] == "correction_unplaced"] == []


def test_a_decision_on_a_row_that_a_re_run_removed_is_told_and_comes_back(record: Path) -> None:
    with Record(record, write=True) as opened:
        public_id, _ = said(opened, "four people were injured")
        made = decide(opened, [public_id], edit(stance="alleges"), by="ann")

        again(opened, lambda found: replace(found, attributions=()))
        problems = [p["message"] for p in opened.problems() if p["kind"] == "correction_unplaced"]
        assert len(problems) == 1
        assert made.act in problems[0]
        assert "stance: alleges" in problems[0]
        assert "four people were injured" in problems[0]

        again(opened, lambda found: found)
        assert said(opened, "four people were injured")[1].stance is Stance.ALLEGES
        assert [p for p in opened.problems() if p["kind"] == "correction_unplaced"] == []


def test_two_coders_who_differ_make_a_row_disputed_until_somebody_settles_it(record: Path) -> None:
    with Record(record, write=True) as opened:
        public_id, _ = said(opened, "four people were injured")

        assert decide(opened, [public_id], ACCEPT, by="ann").statuses == (Status.ACCEPTED,)
        assert decide(opened, [public_id], edit(stance="alleges"), by="ben").statuses == (Status.DISPUTED,)
        assert decide(opened, [public_id], ACCEPT, by="eve").statuses == (Status.ACCEPTED,)
        assert said(opened, "four people were injured")[1].stance is Stance.ALLEGES


def test_a_decision_on_a_row_that_somebody_changed_meanwhile_saves_nothing(record: Path) -> None:
    with Record(record, write=True) as opened:
        public_id, _ = said(opened, "four people were injured")
        seen = ReportState.of(opened.connection, public_id, "record.db").version(public_id)
        decide(opened, [public_id], REJECT, by="ben")

        with pytest.raises(ChangedMeanwhile, match="nothing was saved"):
            decide(opened, [public_id], ACCEPT, by="ann", seen=[seen])

        assert [row["by"] for row in opened.connection.execute("SELECT by FROM corrections")] == ["ben"]


def test_corrections_cannot_be_changed_or_removed(record: Path) -> None:
    with Record(record, write=True) as opened:
        public_id, _ = said(opened, "four people were injured")
        decide(opened, [public_id], ACCEPT, by="ann")

        for sql in ("UPDATE corrections SET by = 'ben'", "UPDATE corrections SET undone_at = NULL", "DELETE FROM corrections"):
            with pytest.raises(sqlite3.IntegrityError, match="append only"):
                opened.connection.execute(sql)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"stance": "mutters"}, "One of: states"),
        ({"colour": "red"}, "Its fields: source_name"),
        ({"content": "nowhere in it"}, "stands 0 times"),
        ({"content": "0-99999"}, "does not lie in the report"),
        ({"stance": ""}, "cannot be empty"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_with_what_would(record: Path, fields: dict[str, str], told: str) -> None:
    with Record(record, write=True) as opened:
        public_id, _ = said(opened, "four people were injured")

        with pytest.raises(UsageError, match=told):
            decide(opened, [public_id], edit(**fields), by="ann")

        assert opened.connection.execute("SELECT count(*) FROM corrections").fetchone()[0] == 0


@pytest.mark.parametrize("public_id", ["nowhere", "d0.a1", "{doc}.a99", "{doc}.z1"])
def test_an_id_that_is_not_there_is_told(record: Path, public_id: str) -> None:
    with Record(record, write=True) as opened:
        doc_id = opened.reports()[0]["doc_id"]

        with pytest.raises(NotFound, match=r"no row of this id"):
            decide(opened, [public_id.format(doc=doc_id)], ACCEPT, by="ann")


def test_claims_are_edited_and_the_accounts_follow(record: Path) -> None:
    with Record(record, write=True) as opened:
        found, claim = next((f, c) for f in opened.documents() for c in f.claims if c.slot.value == "injured" and c.low == 4)
        decide(opened, [f"{found.document.doc_id}.{claim.id}"], edit(low="5", high="6"), by="ann")
        relink(opened)
        numbers = [(a["low"], a["high"]) for a in opened.accounts() if a["slot"] == "injured"]

        assert (5, 6) in numbers
        assert (4, 4) not in numbers
        with pytest.raises(UsageError, match="lies above"):
            decide(opened, [f"{found.document.doc_id}.{claim.id}"], edit(low="9"), by="ann")


def test_a_claim_goes_to_another_claimant_and_finds_it_again_after_a_re_run(record: Path) -> None:
    with Record(record, write=True) as opened:
        found = next(f for f in opened.documents() if len(f.attributions) > 1 and f.claims)
        doc_id, claim, target = found.document.doc_id, found.claims[0], found.attributions[-1]
        decide(opened, [f"{doc_id}.{claim.id}"], edit(according_to=target.id), by="ann")

        again(opened, lambda f: f)

        after = next(c for c in next(opened.documents(doc_id)).claims if c.id == claim.id)
        assert after.according_to == target.id


def test_rows_are_joined_and_parted_and_stay_so_after_a_re_run(record: Path) -> None:
    with Record(record, write=True) as opened:
        found = next(f for f in opened.documents() if len(f.attributions) > 1)
        doc_id, (one, other) = found.document.doc_id, found.attributions[:2]
        decide(opened, [f"{doc_id}.{one.id}"], Wish(action=Action.MERGE, other=f"{doc_id}.{other.id}"), by="ann")
        parted, row = said(opened, "four people were injured")
        decide(opened, [parted], Wish(action=Action.SPLIT, where="in the explosion"), by="ann")

        again(opened, lambda f: f)

        joined = next(a for a in next(opened.documents(doc_id)).attributions if a.id == one.id)
        assert set(one.content) | set(other.content) >= set(joined.content)
        assert other.id not in {a.id for a in next(opened.documents(doc_id)).attributions}
        halves = [a for a in next(opened.documents(parted.rpartition(".")[0])).attributions if a.because.rule == "correction"]
        assert len(halves) == 2
        assert halves[0].source == halves[1].source == row.source
        assert halves[0].content[-1].end <= halves[1].content[0].start


@pytest.mark.parametrize("where", ["", "no such words", "0"])
def test_a_parting_that_leaves_nothing_on_one_side_is_refused(record: Path, where: str) -> None:
    with Record(record, write=True) as opened:
        public_id, _ = said(opened, "four people were injured")

        with pytest.raises(UsageError, match="does not part it in two"):
            decide(opened, [public_id], Wish(action=Action.SPLIT, where=where), by="ann")


def test_a_place_takes_the_point_of_its_gazetteer_entry(record: Path) -> None:
    with Record(record, write=True) as opened:
        found, row = next((f, p) for f in opened.documents() for p in f.places)
        decide(opened, [f"{found.document.doc_id}.{row.id}"], edit(geonameid="2988507"), by="ann")
        after = next(p for p in next(opened.documents(found.document.doc_id)).places if p.id == row.id)
        assert (after.country, round(after.lat or 0), after.because.rule) == ("FR", 49, "correction")

        decide(opened, [f"{found.document.doc_id}.{row.id}"], edit(geonameid="unknown"), by="ann")
        after = next(p for p in next(opened.documents(found.document.doc_id)).places if p.id == row.id)
        assert (after.geonameid, after.lat, after.precision.value) == (None, None, "unknown")


RICH = """PARIS (Vale Wire) -- Police arrested 12 marchers in New York on Monday morning, and soldiers shot two villagers near Paris on
Friday night, the mayor, Ada Renn, said. She said the attacks had killed five people and injured four. The mayor of New York told Radio Vale
on 12 May 2031 that the army had denied it. “Nobody was shot,” Renn said."""
KINDS = ("attributions", "mentions", "chains", "times", "places", "event_mentions", "claims")


def dangling(found: AnnotatedDocument) -> list[str]:
    """References of a report's rows that lead nowhere, and spans outside its text."""
    ids = {table: {r.id for r in getattr(found, table)} for table in KINDS}
    out = [f"{a.id} inside {a.inside}" for a in found.attributions if a.inside and a.inside not in ids["attributions"]]
    out += [f"{a.id} chain {a.chain}" for a in found.attributions if a.chain and a.chain not in ids["chains"]]
    out += [f"{m.id} chain {m.chain}" for m in found.mentions if m.chain and m.chain not in ids["chains"]]
    said = [r.according_to for rows in (found.claims, found.event_mentions, found.quoted_terms) for r in rows]
    out += [f"according to {a}" for a in said if a and a not in ids["attributions"]]
    for c in found.claims:
        if c.mention not in ids["event_mentions"]:
            out.append(f"{c.id} of no event")
        if c.refers_to and c.refers_to not in ids["chains"] | ids["times"] | ids["places"]:
            out.append(f"{c.id} refers to {c.refers_to}")
    return out + [f"two rows {table}" for table in KINDS if len(ids[table]) != len(getattr(found, table))]


@pytest.mark.parametrize("table", KINDS)
def test_every_kind_of_row_can_be_accepted_rejected_edited_joined_and_parted(record: Path, tmp_path: Path, table: str) -> None:
    from accordingto.store.anchors import KIND_OF
    from accordingto.store.fields import FIELDS
    from accordingto.web.pages.review_row import field_text

    done: set[str] = set()
    (tmp_path / "rich.txt").write_text(RICH, encoding="utf-8")
    read(tmp_path / "rich.txt", record, published=date(2031, 5, 14))
    with Record(record, write=True) as opened:
        for found in list(opened.documents()):
            rows = getattr(found, table)
            for row in rows:
                public_id = f"{found.document.doc_id}.{row.id}"
                name = FIELDS[KIND_OF[row.id[0]]][0]
                wishes = [ACCEPT, REJECT, edit(**{name: field_text(row, name)})]
                wishes += [Wish(action=Action.MERGE, other=other.id) for other in rows if other.id != row.id][:1]
                wishes += [Wish(action=Action.SPLIT, where=where) for where in parts_of(found, row)]
                for wish in wishes:
                    try:
                        made = decide(opened, [public_id], wish, by="ann")
                    except UsageError:
                        continue  # two claims of different slots cannot be joined, one word cannot be parted
                    after = next(opened.documents(found.document.doc_id))
                    assert dangling(after) == [], (public_id, wish)
                    undo(opened, made.act)
                    assert next(opened.documents(found.document.doc_id)) == found, (public_id, wish)
                    done.add(wish.action.value)
        assert opened.check() == []

    assert done == {"accept", "reject", "edit", "merge", "split"}


def parts_of(found: AnnotatedDocument, row) -> list[str]:  # type: ignore[no-untyped-def]
    """Ways to part a row: at a space in its words, or by one of the rows that belong to it."""
    from accordingto.store.anchors import anchor_of

    if row.id[0] == "e":
        return [c.id for c in found.claims if c.mention == row.id][:1]
    if row.id[0] == "n":
        return [m.id for m in found.mentions if m.chain == row.id][:1]
    first = anchor_of(row, found).spans[-1]
    space = found.document.text.find(" ", first.start, first.end)
    return [str(space)] if space > 0 else []


def test_decisions_on_an_earlier_text_stay_with_it_and_the_new_one_says_so(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(REPORTS[1], encoding="utf-8")
    read(report, tmp_path / "record.db")
    with Record(tmp_path / "record.db", write=True) as opened:
        decide(opened, [opened.quotes()[0]["id"]], edit(stance="alleges"), by="ann")

    report.write_text(REPORTS[1].replace("four", "five"), encoding="utf-8")
    read(report, tmp_path / "record.db")

    with Record(tmp_path / "record.db", write=True) as opened:
        told = "1 decision was made on an earlier text of this report: see `accordingto decisions`"
        assert [p["message"] for p in opened.problems() if p["kind"] == "correction_unplaced"] == [told]
        assert [d["state"] for d in opened.decisions()] == ["holds"]
        undo(opened, opened.decisions()[0]["decision"])  # of the earlier text, which does not become the current one by it
        assert "five" in next(opened.documents()).document.text
        assert [row["current"] for row in opened.connection.execute("SELECT current FROM documents ORDER BY revision")] == [0, 1]


def test_accepting_what_the_program_found_leaves_nothing_to_link(record: Path) -> None:
    with Record(record, write=True) as opened:
        public_id, _ = said(opened, "four people were injured")
        relink(opened)

        decide(opened, [public_id], ACCEPT, by="ann")
        assert not relink(opened)
        decide(opened, [public_id], edit(stance="alleges"), by="ann")
        assert relink(opened)


def test_a_record_of_the_first_version_is_brought_up_to_date_when_it_is_read(tmp_path: Path) -> None:
    from accordingto.store.migrate import APPLICATION_ID, schemas

    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    connection.executescript(f"{schemas()[0]}; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1;")
    connection.execute(
        "INSERT INTO judgements (about, left_id, right_id, answer, by, at) VALUES ('event', 'd1.e1', 'd2.e1', 'same', 'ann', '2031')"
    )
    connection.commit()
    connection.close()

    with Record(path) as opened:
        assert [(j.left, j.answer.value) for j in opened.judgements()] == [("d1.e1", "same")]
        assert opened.decisions()[0]["rows"] == "d1.e1 d2.e1"
        assert opened.quotes() == []


@pytest.mark.parametrize("table", ["attributions", "chains", "event_mentions", "claims", "places", "times"])
def test_what_is_linked_after_a_decision_is_what_linking_all_anew_gives(record: Path, tmp_path: Path, table: str) -> None:
    (tmp_path / "rich.txt").write_text(RICH, encoding="utf-8")
    read(tmp_path / "rich.txt", record, published=date(2031, 5, 14))
    with Record(record, write=True) as opened:
        for found in list(opened.documents()):
            rows = getattr(found, table)
            wishes = [REJECT, *(Wish(action=Action.MERGE, other=other.id) for other in rows[1:2])]
            for wish in wishes[: len(rows)]:
                try:
                    made = decide(opened, [f"{found.document.doc_id}.{rows[0].id}"], wish, by="ann")
                except UsageError:
                    continue
                relink(opened)
                after = opened.linked()
                relink(opened, again=True)
                assert opened.linked() == after, (found.document.given_id, wish)
                undo(opened, made.act)
                relink(opened)
