"""Web page -> main text and details, by trafilatura.

In: bytes of a page. Out: text, title, outlet, date of publication as the page's metadata give them, or nothing where no
article is found. A date is taken from metadata only: one found in running text may be any day.
"""

from dataclasses import dataclass
from datetime import date

DATE_RULES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}

LEAST_WORDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page holds."""

    text: str
    title: str | None
    outlet: str | None
    url: str | None
    byline: str | None
    published: date | None


def page_of(html: str) -> Page | None:
    """The page's article, or None. A page whose ``article`` or paragraphs hold no running text has none."""
    import trafilatura

    found = trafilatura.bare_extraction(
        html,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params=dict(DATE_RULES),
    )
    values = {} if found is None else found if isinstance(found, dict) else found.as_dict()
    if not _is_article(values.get("text") or ""):
        return None
    return Page(
        text=values["text"],
        title=values.get("title") or None,
        outlet=values.get("sitename") or None,
        url=values.get("url") or None,
        byline=values.get("author") or None,
        published=_day(values.get("date")),
    )


def _is_article(text: str) -> bool:
    """Running text, not the words of a menu: a dozen words and a full stop at least."""
    return len(text.split()) >= LEAST_WORDS and any(mark in text for mark in ".!?")


def _day(words: str | None) -> date | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words)
    except ValueError:  # a page may give "2031-13"; unknown is the honest value then
        return None
