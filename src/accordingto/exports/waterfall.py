"""A waterfall: how the weights of a pair add up, as one SVG picture without script.

In: named weights in bits and what the pair is called. Out: SVG. Bars to the right speak for one thing, bars to the left for two; the last
bar is the sum. The numbers stand beside the bars, so that the picture can be read without its colours.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape

ROW = 26
LEFT, WIDTH, RIGHT, TOP = 190, 440, 80, 56
FOR, AGAINST, SUM = "#2a6f97", "#b5651d", "#444444"


def waterfall(weights: Sequence[tuple[str, float]], title: str) -> str:
    """The picture of ``weights`` (name, bits), from the first to their sum."""
    steps, at = [], 0.0
    for name, weight in weights:
        steps.append((name, at, at + weight, FOR if weight >= 0 else AGAINST, f"{weight:+.2f}"))
        at += weight
    steps.append(("sum", 0.0, at, SUM, f"{at:+.2f}"))
    low, high = min(0.0, *(min(a, b) for _, a, b, _, _ in steps)), max(0.0, *(max(a, b) for _, a, b, _, _ in steps))
    scale = WIDTH / ((high - low) or 1.0)
    height = TOP + ROW * len(steps) + 40

    def x(value: float) -> float:
        return LEFT + (value - low) * scale

    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + RIGHT} {height}" role="img" font-family="sans-serif" '
            f'font-size="13" fill="#1a1a1a"><title>{escape(title)}</title>'
        ),
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="12" y="24" font-size="15">{escape(title)}</text>',
        f'<line x1="{x(0):.1f}" y1="{TOP - 8}" x2="{x(0):.1f}" y2="{height - 34}" stroke="#777777"/>',
    ]
    for n, (name, start, end, colour, words) in enumerate(steps):
        y = TOP + ROW * n
        parts.append(f'<text x="{LEFT - 10}" y="{y + 13}" text-anchor="end">{escape(name)}</text>')
        parts.append(
            f'<rect x="{min(x(start), x(end)):.1f}" y="{y}" width="{max(1.0, abs(x(end) - x(start))):.1f}" height="17" fill="{colour}"/>'
        )
        parts.append(f'<text x="{max(x(start), x(end)) + 6:.1f}" y="{y + 13}">{words}</text>')
    note = "bits: right speaks for one, left for two; the bars follow each other and end at the sum"
    parts.append(f'<text x="12" y="{height - 12}" font-size="12">{note}</text></svg>')
    return "\n".join(parts) + "\n"
