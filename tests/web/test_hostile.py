"""Reports, titles, outlets, sources and addresses written to do harm: every page shows them as words, and breaks nowhere."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from test_pages import get, links

from accordingto.api import read
from accordingto.store.record import Record
from accordingto.web.highlight import BIDI

ATTACKS = (
    "<script>alert(1)</script>",
    "</title><svg onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>here</a>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "value {{ 7 * 7 }}{% include 'secret' %}",
    "\u202egnp.exe\u2066",
    "'; DROP TABLE documents; --",
    "../../etc/passwd",
    "</style><style>*{display:none}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "\x01\x07\ufffe",
    "%00%0d%0aSet-Cookie: a=b",
)
LONG = "x" * 1_000_000


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        {
            "id": f"{attack}{n}",
            "title": attack,
            "outlet": attack,
            "url": f"javascript:alert({n})",
            "published": "2031-05-14",
            "text": f"Two people died in a fire in Orten, the mayor of {attack} said on Monday. “{attack} and five,” said {attack} Renn.",
        }
        for n, attack in enumerate(ATTACKS)
    ]
    rows.append({"id": "long", "title": LONG, "outlet": LONG, "text": "Two men died in a fire in Orten on Monday, the owner said."})
    (folder / "reports.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    read(folder / "reports.jsonl", folder / "record.db")
    with Record(folder / "record.db", write=True) as opened, opened.transaction() as connection:
        names = [row[0] for row in connection.execute("SELECT n FROM attributions").fetchall()]
        for attack, n in zip((*ATTACKS, LONG), names, strict=False):  # names that no reader would find are put in by hand
            connection.execute("UPDATE attributions SET source_name = ?, medium = ? WHERE n = ?", (attack, attack, n))
            connection.execute("UPDATE tallies SET name = ? WHERE id = (SELECT max(id) FROM tallies WHERE about = 'source')", (attack,))
        connection.execute("UPDATE accounts SET claimant_name = ?1, value = ?1, who = ?1", (ATTACKS[2],))
        connection.execute("UPDATE events SET label = ?1, place = ?1", (ATTACKS[1],))
        connection.execute("UPDATE overlaps SET why = ?", (ATTACKS[0],))
        connection.execute("UPDATE problems SET message = ?1, address = ?1", (ATTACKS[5],))
    return folder / "record.db"


def pages_of(record: Path) -> list[str]:
    fixed = ["/", "/events", "/timeline", "/map", "/reports", "/sources", "/outlets", "/problems", "/search?q=died"]
    with Record(record) as opened:
        found = [f"/doc/{r['doc_id']}" for r in opened.reports()] + [f"/event/{e['id']}" for e in opened.events()]
        named = [f"/outlet/{quote(r['outlet'], safe='')}" for r in opened.reports() if len(r["outlet"]) < 1000]
    return [*fixed, *found, *named]


def test_every_page_shows_hostile_words_as_words(record: Path) -> None:
    for path in pages_of(record):
        answer = get(record, path)
        found = links(answer.text)

        assert answer.status_code == 200, path
        assert found.handlers == [], path
        assert all(url.startswith("/-/accordingto/") for url in found.loaded), path
        assert not any(url.lower().lstrip().startswith(("javascript:", "data:", "//")) for url in found.pointed), path
        assert not any(tag in answer.text for tag in ("<script>", "<img", "<iframe", "<animate", "<svg on", "<style")), path
        assert not set(answer.text) & set(map(chr, BIDI)), path
        assert "value 49" not in answer.text, path
        assert len(answer.content) < 3_000_000, path


@pytest.mark.parametrize(
    "path", ["/search?q=", "/search?source=", "/search?place=", "/search?outlet=", "/search?stance=", "/events?place="]
)
def test_hostile_words_in_an_address_are_only_words(record: Path, path: str) -> None:
    before = record.read_bytes()
    for attack in (*ATTACKS, '"', "' OR 1=1", "NEAR(", "* AND *", "\x00", "🜁", "a" * 5000):
        answer = get(record, path + quote(attack, safe=""))

        assert answer.status_code == 200, attack
        assert links(answer.text).handlers == []
        assert "<script>" not in answer.text
    assert record.read_bytes() == before


TRICKS = (
    "page=-1",
    "page=9999999999999999999999",
    "page=%C2%B2",
    "since=nonsense&until=%00",
    "as=exe",
    "page=1%27",
    "type=%27%22",
    "kind=%00",
)


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("path", ["/events", "/timeline", "/map", "/reports", "/problems", "/search", "/sources"])
def test_nonsense_in_an_address_breaks_nothing(record: Path, path: str, trick: str) -> None:
    assert get(record, f"{path}?{trick}").status_code == 200


@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "style.css%00.html", "..%5c..%5cserve.py"])
def test_no_path_leads_out_of_the_folder_of_styles(record: Path, name: str) -> None:
    answer = get(record, f"/-/accordingto/{name}")

    assert answer.status_code in {400, 403, 404}
    assert "root:" not in answer.text
