"""The table as Markdown, the plots as SVG, and docs/performance.md between its two marks."""
import datetime
import math
import os

DOCUMENT = "docs/performance.md"
BEGIN, END = "<!-- bench/run begins -->", "<!-- bench/run ends -->"
BLUE, GREY = "#1f5fa8", "#666"


def table(rows):
    lines = ["| work | against | tlsdissect | the other | ratio | aim | |", "|---|---|---|---|---|---|---|"]
    for row in rows:
        aim = f"{'at most' if row.at_most else 'at least'} {row.target:g}"
        lines.append(f"| {row.work} | {row.against} | {row.ours} | {row.theirs} | {row.ratio:.2f} | {aim} | {'met' if row.met else 'not met'} |")
    return "\n".join(lines)


def write(rows, plots, versions):
    """Replaces what stands between the marks; what people wrote around it stays."""
    os.makedirs("docs/performance", exist_ok=True)
    parts = [BEGIN, f"Measured {datetime.date.today()} by `bench/run`: medians of five runs in turn, of a gigabyte in tshark one.", ""]
    parts += [f"- {line}" for line in versions] + ["", table(rows), ""]
    for plot in plots:
        with open(f"docs/performance/{plot.file}.svg", "w", encoding="utf-8") as file:
            file.write(svg(plot))
        parts += [f"![{plot.title}](performance/{plot.file}.svg)", "", f"| {plot.x} | {plot.y} | peak MB |", "|---|---|---|"]
        parts += [f"| {x:,g} | {y:.3g} | {memory:.0f} |" for x, y, memory in plot.points] + [""]
    parts.append(END)
    text = open(DOCUMENT, encoding="utf-8").read() if os.path.exists(DOCUMENT) else f"# Performance\n\n{BEGIN}\n{END}\n"
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    with open(DOCUMENT, "w", encoding="utf-8") as file:
        file.write(before + "\n".join(parts) + after)


def svg(plot):
    """A line over a logarithmic axis, from zero up."""
    width, height, left, bottom = 560, 260, 70, 50
    xs = [math.log10(x) for x, _, _ in plot.points]
    top = max(y for _, y, _ in plot.points) * 1.25
    span = (max(xs) - min(xs)) or 1

    def place(x, y):
        return left + 20 + (math.log10(x) - min(xs)) / span * (width - left - 60), height - bottom - y / top * (height - bottom - 40)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<text x="{width / 2}" y="20" text-anchor="middle" font-size="14">{plot.title}</text>',
        f'<path d="M{left},30 V{height - bottom} H{width - 20}" fill="none" stroke="{GREY}"/>',
        f'<text x="{width / 2}" y="{height - 8}" text-anchor="middle">{plot.x}</text>',
        f'<text transform="translate(16,{(height - bottom) / 2 + 15}) rotate(-90)" text-anchor="middle">{plot.y}</text>',
    ]
    points = [place(x, y) for x, y, _ in plot.points]
    parts.append(f'<polyline fill="none" stroke="{BLUE}" stroke-width="2" points="{" ".join(f"{x:.0f},{y:.0f}" for x, y in points)}"/>')
    for (x, y), (value, cost, _) in zip(points, plot.points):
        parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4" fill="{BLUE}"/>')
        parts.append(f'<text x="{x:.0f}" y="{y - 9:.0f}" text-anchor="middle">{cost:.3g}</text>')
        parts.append(f'<text x="{x:.0f}" y="{height - bottom + 16}" text-anchor="middle">{value:,g}</text>')
    return "\n".join(parts + ["</svg>", ""])
