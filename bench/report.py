"""The table as Markdown, the plots as SVG, and docs/performance.md between its two marks."""
import datetime
import math
import os

from results import Row

DOCUMENT = "docs/performance.md"
BEGIN, END = "<!-- bench/run begins -->", "<!-- bench/run ends -->"
WHY = "#where-the-time-goes"
BLUE, GREY = "#1f5fa8", "#666"


def table(parts):
    """All rows, and the largest memory of our runs."""
    lines = ["| work | against | tlsdissect | the other | ratio | aim | |", "|---|---|---|---|---|---|---|"]
    memory = {name: peak for part in parts for name, peak in part.memory.items()}
    rows = [row for part in parts for row in part.rows]
    if memory:
        worst = max(memory, key=memory.get)
        rows.append(Row(f"peak resident memory, any of these: {worst}", "100 MB", f"{memory[worst]:.0f} MB", "100 MB", memory[worst] / 100, 1, at_most=True))
    for row in rows:
        aim = "" if row.target is None else f"{'at most' if row.at_most else 'at least'} {row.target:g}"
        verdict = "" if row.target is None else "met" if row.met else f"[not met]({WHY})"
        lines.append(f"| {row.work} | {row.against} | {row.ours} | {row.theirs} | {row.ratio:.2f} | {aim} | {verdict} |")
    return "\n".join(lines)


def write(parts, missing, runs, versions, document=DOCUMENT):
    """Replaces the text between the marks and keeps the text around them."""
    plots = os.path.join(os.path.dirname(document), "performance")
    os.makedirs(plots, exist_ok=True)
    lines = [
        BEGIN,
        f"Measured {datetime.date.today()} by `bench/run`: medians of {runs} runs in turn, unless it says one run. Cost is CPU time (user",
        "and system), wall time and peak resident memory. Unless it says otherwise: Native AOT, one thread, `--format json`. JIT",
        "is what `dotnet run -c Release` runs. A ratio to the limit is the limit's time over ours or, if the aim says at most,",
        "ours over the limit's.",
        "",
    ]
    lines += [f"- {line}" for line in versions] + [""]
    if missing:
        lines += [f"Not measured in this run: {', '.join(missing)}.", ""]
    lines += [table(parts), ""]
    for plot in (part.plot for part in parts if part.plot):
        with open(os.path.join(plots, plot.file + ".svg"), "w", encoding="utf-8") as file:
            file.write(svg(plot))
        lines += [f"![{plot.title}](performance/{plot.file}.svg)", "", f"| {plot.x} | {plot.y} | peak MB |", "|---|---|---|"]
        lines += [f"| {x:,g} | {y:.3g} | {memory:.0f} |" for x, y, memory in plot.points] + [""]
    lines.append(END)
    text = open(document, encoding="utf-8").read() if os.path.exists(document) else f"# Performance\n\n{BEGIN}\n{END}\n"
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    with open(document, "w", encoding="utf-8") as file:
        file.write(before + "\n".join(lines) + after)


def svg(plot):
    """A line over a logarithmic axis, starting at zero."""
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
