"""Pieces of SVG that the charts and maps share: an element, a text, the frame. No script, no style of its own: classes are the page's."""

from accordingto.web.highlight import safe


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    """Words at a point."""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{safe(words)}</text>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A line."""
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def frame(width: float, height: float, title: str, parts: list[str], *, kind: str = "chart", role: str = "img") -> str:
    """The whole drawing with the sentence that tells what it shows. ``role`` is ``group`` where its parts are links."""
    name = safe(title)
    return (
        f'<svg class="{kind}" role="{role}" aria-label="{name}" viewBox="0 0 {width:.0f} {height:.0f}">'
        f"<title>{name}</title>{''.join(parts)}</svg>"
    )


def short(words: str, most: int) -> str:
    """``words`` cut to ``most`` characters."""
    return words if len(words) <= most else words[: most - 1] + "…"
