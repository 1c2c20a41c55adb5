"""The case file: it stands alone, holds every account with its words, runs nothing, and says how it was made."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from accordingto.api import read
from accordingto.errors import NotFound
from accordingto.model.review import Action
from accordingto.pipeline import relink
from accordingto.resources import data_path
from accordingto.store.corrections import decide
from accordingto.store.identity import record_hash
from accordingto.store.record import Record
from accordingto.store.wishes import Wish
from accordingto.web.casefile import case_file

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("case")
    rows = [json.loads(line) for line in data_path("demo/reports.jsonl").read_text(encoding="utf-8").splitlines()]
    rows[0] |= {"title": HOSTILE, "outlet": HOSTILE}
    (folder / "reports.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    read(folder / "reports.jsonl", folder / "record.db")
    return folder / "record.db"


def bombing(record: Record) -> str:
    return next(str(e["id"]) for e in record.events() if "bombing" in e["label"])


def test_it_stands_alone_and_runs_nothing(record: Path) -> None:
    with Record(record) as opened:
        html = case_file(opened, bombing(opened))

    assert not re.search(r"<(script|link|img|iframe|object)\b", html)
    assert not re.search(r"(src|href)=\"(?!#)", html)
    assert "url(" not in html
    assert "@page" in html
    assert HOSTILE in unescape(html)


def test_it_holds_every_account_with_its_words_and_every_report_with_its_hash(record: Path) -> None:
    with Record(record) as opened:
        event = bombing(opened)
        html = unescape(case_file(opened, event))
        accounts = opened.accounts(event)
        digest = record_hash(opened.connection)

    for account in accounts:
        assert account["claimant"] in html
        for e in account["evidence"]:
            assert f"<mark>{e['words']}</mark>" in html
            assert f"{e['doc_id']}, characters {e['span_start']}–{e['span_end']}" in html
        assert account["verdict"] is None or account["verdict"] in html
    assert "<svg" in html
    assert len(set(re.findall(r"[0-9a-f]{64}", html))) == len({d for a in accounts for d in a["carriers"]}) + 1
    assert digest in html
    assert "Nobody has reviewed these reports yet" in html


def test_the_id_of_any_mention_finds_the_event_and_an_unknown_one_is_told(record: Path) -> None:
    with Record(record) as opened:
        event = bombing(opened)
        sql = "SELECT doc_id || '.' || mention FROM mention_events WHERE event_id = ? ORDER BY 1 DESC LIMIT 1"
        (other,) = opened.connection.execute(sql, (event,)).fetchone()

        assert other != event
        assert event in case_file(opened, other)
        with pytest.raises(NotFound, match="no such event"):
            case_file(opened, "d0.e9")


def test_a_decision_shows_in_it_and_changes_the_hash(record: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(record.read_bytes())
    with Record(copy, write=True) as opened:
        before = record_hash(opened.connection)
        found, claim = next((f, c) for f in opened.documents() for c in f.claims if c.slot.value == "killed" and c.low == 7)
        wish = Wish(action=Action.EDIT, fields=(("low", "8"), ("high", "8")))
        decide(opened, [f"{found.document.doc_id}.{claim.id}"], wish, by="Ann Coder", note="heard again")
        relink(opened)

        html = unescape(case_file(opened, bombing(opened)))

        assert record_hash(opened.connection) != before
    assert "decided by a person" in html
    assert "low: 7 → 8" in html
    assert "Ann Coder" in html
    assert "heard again" in html


def test_no_label_of_it_is_a_loaded_word(record: Path) -> None:
    with Record(record) as opened:
        html = case_file(opened, bombing(opened))
    labels = re.sub(r"<blockquote>.*?</blockquote>|“.*?”|<td>.*?</td>", " ", html, flags=re.DOTALL)

    for word in ("terrorist", "martyr", "regime", "occupation", "bandit", "mercenar", "heroes"):
        assert word not in labels.casefold(), word
