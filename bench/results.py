"""Results, stored in a file part by part: an interruption loses one part."""
import json
import os
import time


class Row:
    """A line of the table: our cost, another program's cost, and the target ratio; None without a target."""

    def __init__(self, work, against, ours, theirs, ratio, target=None, at_most=False):
        self.work, self.against, self.ours, self.theirs = work, against, str(ours), str(theirs)
        self.ratio, self.target, self.at_most = ratio, target, at_most

    @property
    def met(self):
        return self.target is None or (self.ratio <= self.target if self.at_most else self.ratio >= self.target)


class Plot:
    """Cost by size: points of size, cost, peak MB."""

    def __init__(self, file, title, x, y, points):
        self.file, self.title, self.x, self.y, self.points = file, title, x, y, points


class Part:
    """One measurement's rows, plot and the peak memory of our runs."""

    def __init__(self, rows, memory, plot=None):
        self.rows, self.memory, self.plot = rows, memory, plot


class Results:
    """Parts by name; parts of another source or another number of runs are ignored."""

    def __init__(self, path, source, runs):
        self._path = path
        self._stamp = {"source": source, "runs": runs}
        self._parts = json.load(open(path, encoding="utf-8")) if os.path.exists(path) else {}

    def has(self, name):
        return all(self._parts.get(name, {}).get(what) == value for what, value in self._stamp.items())

    def get(self, name):
        kept = self._parts[name]
        return Part([Row(**row) for row in kept["rows"]], kept["memory"], Plot(**kept["plot"]) if kept["plot"] else None)

    def keep(self, name, part):
        self._parts[name] = {
            **self._stamp, "when": time.strftime("%Y-%m-%d %H:%M"), "rows": [vars(row) for row in part.rows], "memory": part.memory,
            "plot": vars(part.plot) if part.plot else None}
        with open(self._path + ".new", "w", encoding="utf-8") as file:
            json.dump(self._parts, file, indent=1)
        os.replace(self._path + ".new", self._path)
