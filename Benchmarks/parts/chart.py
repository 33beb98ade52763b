"""A chart of lines over two logarithmic axes, as SVG."""

import math

COLOURS = ["#0b6e4f", "#4a4e69", "#c8553d", "#8d6a9f", "#b08900"]


def ticks(least, most):
    """1, 2 and 5 times the powers of ten that lie between two numbers."""
    values = [m * 10.0 ** e for e in range(math.floor(math.log10(least)), math.ceil(math.log10(most)) + 1) for m in (1, 2, 5)]
    return [value for value in values if least * 0.999 <= value <= most * 1.001]


def short(value):
    for factor, unit in ((1e6, "M"), (1e3, "k")):
        if value >= factor:
            return f"{value / factor:g} {unit}"
    return f"{value:g}"


def lines(series, title, x_title, y_title, width=720, height=420):
    """`series` has a list of (x, y) by name."""
    xs = [x for points in series.values() for x, _ in points]
    ys = [y for points in series.values() for _, y in points]
    low_x, high_x, low_y, high_y = min(xs) / 1.3, max(xs) * 1.3, min(ys) / 1.6, max(ys) * 1.6
    left, right, top, bottom = 64, 190, 44, 52

    def x_of(value):
        return left + (width - left - right) * math.log(value / low_x) / math.log(high_x / low_x)

    def y_of(value):
        return height - bottom - (height - top - bottom) * math.log(value / low_y) / math.log(high_y / low_y)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{left}" y="24" font-size="15" font-weight="bold">{title}</text>']
    for value in ticks(low_x, high_x):
        out.append(f'<line x1="{x_of(value):.1f}" x2="{x_of(value):.1f}" y1="{top}" y2="{height - bottom}" stroke="#e5e5e5"/>')
        out.append(f'<text x="{x_of(value):.1f}" y="{height - bottom + 18}" text-anchor="middle">{short(value)}</text>')
    for value in ticks(low_y, high_y):
        out.append(f'<line x1="{left}" x2="{width - right}" y1="{y_of(value):.1f}" y2="{y_of(value):.1f}" stroke="#e5e5e5"/>')
        out.append(f'<text x="{left - 8}" y="{y_of(value) + 4:.1f}" text-anchor="end">{short(value)}</text>')
    out.append(f'<text x="{(left + width - right) / 2}" y="{height - 12}" text-anchor="middle">{x_title}</text>')
    out.append(f'<text x="16" y="{(top + height - bottom) / 2}" text-anchor="middle" '
               f'transform="rotate(-90 16 {(top + height - bottom) / 2})">{y_title}</text>')
    taken = []
    for number, (name, points) in enumerate(sorted(series.items(), key=lambda item: -item[1][-1][1])):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{x_of(x):.1f},{y_of(y):.1f}" for x, y in points)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        out += [f'<circle cx="{x_of(x):.1f}" cy="{y_of(y):.1f}" r="4" fill="{colour}"/>' for x, y in points]
        y = y_of(points[-1][1]) + 4
        while any(abs(y - other) < 16 for other in taken):
            y += 2
        taken.append(y)
        out.append(f'<text x="{x_of(points[-1][0]) + 12:.1f}" y="{y:.1f}" fill="{colour}">{name}</text>')
    return "\n".join(out + ["</svg>", ""])
