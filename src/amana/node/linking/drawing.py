"""Pictures of a report, drawn as SVG. Each stands beside a table that says the same, so that readers of screens leave them out."""

from collections.abc import Sequence
from itertools import pairwise
from math import log10

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 220, 14  # of one bar in a table, in units of its own
_LEFT, _RIGHT, _BOTTOM, _TOP = 74, 16, 34, 10  # margins of the chart
_CHART_WIDTH, _CHART_HEIGHT = 720, 260


def bar(begins: float, ends: float, *, lowest: float, highest: float) -> SafeString:
    """A bar from one weight to another on the scale of its table, with a line where nothing speaks either way."""
    scale = WIDTH / ((highest - lowest) or 1.0)
    left, right = sorted((begins, ends))
    kind = "for" if ends >= begins else "against"
    return format_html(
        '<svg class="bar" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="{}" x="{}" y="2" width="{}" height="{}"/><line class="zero" x1="{}" x2="{}" y1="0" y2="{}"/></svg>',
        WIDTH,
        HEIGHT,
        kind,
        _short((left - lowest) * scale),
        _short(max(1.5, (right - left) * scale)),
        HEIGHT - 4,
        _short(-lowest * scale),
        _short(-lowest * scale),
        HEIGHT,
    )


def distribution(edges: Sequence[float], series: Sequence[Sequence[int]], classes: Sequence[str], *, label: str, axis: str) -> SafeString:
    """How many pairs lie between two weights: a bar for each of the series, heights by powers of ten.

    edges   where the bins begin and end: one more than there are bins
    series  counts of each bin; `classes` name their looks
    """
    bins = len(edges) - 1
    most = max([1, *(count for each in series for count in each)])
    powers = range(int(log10(most)) + 2)
    high, wide = _CHART_HEIGHT - _TOP - _BOTTOM, _CHART_WIDTH - _LEFT - _RIGHT
    step = wide / max(bins, 1)
    thick = step * 0.86 / len(series)

    def up(count: float) -> float:
        return high * (log10(count) + 0.35) / (powers[-1] + 0.35) if count >= 1 else 0.0

    lines = format_html_join(
        "",
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (_LEFT, _CHART_WIDTH - _RIGHT, _short(y), _short(y), _LEFT - 5, _short(y + 4), f"{10**power:,}")
            for power in powers
            for y in [_TOP + high - up(10**power)]
        ),
    )
    bars = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (
                classes[which],
                _short(_LEFT + step * place + thick * which + step * 0.07),
                _short(_TOP + high - up(count)),
                _short(thick),
                _short(up(count)),
            )
            for which, each in enumerate(series)
            for place, count in enumerate(each)
            if count
        ),
    )
    every = max(1, bins // 12)
    ticks = format_html_join(
        "",
        '<text x="{}" y="{}" text-anchor="middle">{}</text>',
        ((_short(_LEFT + step * place), _TOP + high + 15, f"{edges[place]:g}") for place in range(0, bins + 1, every)),
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}" direction="ltr">{}{}{}'
        '<line class="zero" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="middle">{}</text></svg>',
        _CHART_WIDTH,
        _CHART_HEIGHT,
        label,
        lines,
        bars,
        ticks,
        _LEFT,
        _CHART_WIDTH - _RIGHT,
        _TOP + high,
        _TOP + high,
        _LEFT + wide // 2,
        _CHART_HEIGHT - 3,
        axis,
    )


def steps(start: float, weights: Sequence[float]) -> list[tuple[float, float]]:
    """Where each weight begins and ends when they are laid one after the other."""
    places = [start]
    for weight in weights:
        places.append(places[-1] + weight)
    return list(pairwise(places))


def _short(value: float) -> str:
    return f"{value:.1f}"
