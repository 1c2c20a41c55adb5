"""How values are written for a reader: bounds, days, long words in one line.

In: plain values. Out: words. Used by the command line and the pages alike.
"""


def number_words(low: int | None, high: int | None) -> str:
    """Bounds in words.

    >>> number_words(5, 5), number_words(12, None), number_words(None, 30), number_words(24, 99), number_words(None, None)
    ('5', '12 or more', 'up to 30', '24–99', 'no number')
    """
    if low is None and high is None:
        return "no number"
    if high is None:
        return f"{low} or more"
    if low is None:
        return f"up to {high}"
    return str(low) if low == high else f"{low}–{high}"


def counted_words(low: int | None, high: int | None, who: str | None) -> str:
    """Bounds with the group that is counted.

    >>> counted_words(1, 1, "soldiers"), counted_words(20, None, None)
    ('1 (soldiers)', '20 or more')
    """
    return f"{number_words(low, high)} ({who})" if who else number_words(low, high)


def day_words(earliest: str | None, latest: str | None) -> str:
    """Days in words.

    >>> day_words("2031-05-13", "2031-05-13"), day_words("2031-05-01", "2031-05-31"), day_words(None, None)
    ('2031-05-13', '2031-05-01 to 2031-05-31', 'date unknown')
    """
    if not earliest or not latest:
        return "date unknown"
    return earliest if earliest == latest else f"{earliest} to {latest}"


def clipped(words: str, width: int) -> str:
    """``words`` in one line of at most ``width`` characters.

    >>> clipped("The port's fire brigade told Radio Orrin", 20)
    "The port's fire bri…"
    """
    line = " ".join(words.split())
    return line if len(line) <= width else line[: width - 1] + "…"
