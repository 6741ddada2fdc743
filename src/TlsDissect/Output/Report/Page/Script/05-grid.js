/**
 * The table of connections. Only the rows in view, and some around them, are in the document: two spacers hold the place of the others.
 * Assistive technology hears the true number of rows and each row's place.
 */
class Grid {
  static MARGIN = 12;

  /** More rows than these are for a screen. */
  static MOST_PRINTED = 1000;

  constructor(report, place, open) {
    this.report = report;
    this.open = open;
    this.rows = [];
    this.sort = { column: COLUMNS[0], descending: false };
    this.active = 0;
    this.heads = COLUMNS.map(column => this.head(column));
    this.body = html("tbody", {});
    this.table = html("table", { role: "grid", "aria-label": "Connections", "aria-colcount": COLUMNS.length },
      html("thead", {}, html("tr", { role: "row", "aria-rowindex": 1 }, this.heads)), this.body);
    this.empty = html("p", { class: "empty", hidden: true }, "No connection matches.");
    this.rest = html("p", { hidden: true });
    this.view = html("div", {
      class: report.isSeveralDays ? "grid days" : "grid",
      on: { scroll: () => this.later(), keydown: event => this.key(event), click: event => this.click(event) },
    }, this.table, this.empty);
    place.append(this.view, this.rest);
    addEventListener("beforeprint", () => this.print(true));
    addEventListener("afterprint", () => this.print(false));
    new ResizeObserver(() => this.later()).observe(this.view);
  }

  /** Shows these rows of the report. */
  show(rows) {
    this.chosen = rows;
    this.rows = sorted(this.report, rows, this.sort.column, this.sort.descending);
    this.active = 0;
    this.view.scrollTop = 0;
    this.table.setAttribute("aria-rowcount", this.rows.length + 1);
    this.heads.forEach((head, index) => {
      const isSorted = COLUMNS[index] === this.sort.column;
      head.setAttribute("aria-sort", !isSorted ? "none" : this.sort.descending ? "descending" : "ascending");
    });
    this.draw();
  }

  /** The row before or after one, as the table is sorted now. */
  beside(row, step) {
    return this.rows[this.rows.indexOf(row) + step];
  }

  head(column) {
    const choose = () => {
      const isSame = this.sort.column === column;
      // The most severe finding, the longest handshake and the most data are what one looks for.
      const isLargestFirst = column.number === true || column.key === "severity";
      this.sort = { column, descending: isSame ? !this.sort.descending : isLargestFirst };
      this.show(this.chosen);
    };
    return html("th", { role: "columnheader", scope: "col", class: classOf(column) },
      html("button", { type: "button", on: { click: choose } }, column.title));
  }

  later() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      // A row that is replaced between press and release of a button gets no click.
      if (!this.isPrinting && this.window().join() !== this.drawn) this.draw();
    });
  }

  /** The height of a row is the style sheet's, so that places are known without drawing. */
  get rowHeight() {
    return parseFloat(getComputedStyle(this.view).getPropertyValue("--row"));
  }

  /** The first row to draw, the one after the last, and the height of each. */
  window() {
    const height = this.rowHeight;
    const inView = Math.ceil(this.view.clientHeight / height);
    const first = Math.max(0, Math.floor(this.view.scrollTop / height) - Grid.MARGIN);
    return [first, Math.min(this.rows.length, first + inView + 2 * Grid.MARGIN), height];
  }

  /** Paper does not scroll: what is printed has the first rows, and says if there are more. */
  print(isPrinting) {
    const end = Math.min(this.rows.length, Grid.MOST_PRINTED);
    this.isPrinting = isPrinting;
    this.rest.textContent = `The first ${count(end)} of ${plural(this.rows.length, "connection")}.`;
    this.rest.hidden = !isPrinting || end === this.rows.length;
    this.draw(isPrinting ? [0, end, this.rowHeight] : this.window());
  }

  draw([first, end, height] = this.window()) {
    this.drawn = [first, end, height].join();
    // The row with the focus is always one that is drawn.
    const hadFocus = this.body.contains(document.activeElement);
    this.active = Math.max(first, Math.min(this.active, end - 1));
    const drawn = this.rows.slice(first, end).map((row, index) => this.row(row, first + index));
    this.body.replaceChildren(spacer(first * height), ...drawn, spacer((this.rows.length - end) * height));
    this.empty.hidden = this.rows.length > 0;
    if (hadFocus) this.body.querySelector('[tabindex="0"]')?.focus({ preventScroll: true });
  }

  row(row, place) {
    return html("tr", {
      role: "row",
      "aria-rowindex": place + 2,
      "data-place": place,
      tabindex: place === this.active ? 0 : -1,
    }, COLUMNS.map(column => html("td", { role: "gridcell", class: classOf(column) },
      column.of?.(this.report, row) ?? wordsOf(this.report, row, column.key))));
  }

  /** Moves the focus to a row and brings it into view. */
  focus(place) {
    if (this.rows.length === 0) return;
    this.active = Math.max(0, Math.min(place, this.rows.length - 1));
    const height = this.rowHeight;
    const top = this.active * height;
    const head = this.table.tHead.offsetHeight;
    const visible = this.view.clientHeight - head;
    if (top < this.view.scrollTop) this.view.scrollTop = top;
    else if (top + height > this.view.scrollTop + visible) this.view.scrollTop = top + height - visible;
    this.draw();
    this.body.querySelector(`[data-place="${this.active}"]`)?.focus({ preventScroll: true });
  }

  key(event) {
    if (!event.target.closest("tr[data-place]")) return;
    const page = Math.max(1, Math.floor(this.view.clientHeight / this.rowHeight) - 2);
    const to = {
      ArrowDown: this.active + 1,
      ArrowUp: this.active - 1,
      PageDown: this.active + page,
      PageUp: this.active - page,
      Home: 0,
      End: this.rows.length - 1,
    }[event.key];
    if (to !== undefined) this.focus(to);
    else if (event.key === "Enter" || event.key === " ") this.open(this.rows[this.active]);
    else return;
    event.preventDefault();
  }

  click(event) {
    const row = event.target.closest("tr[data-place]");
    // Marking text to copy it is not a click on the row.
    if (row === null || !document.getSelection().isCollapsed) return;
    this.focus(Number(row.dataset.place));
    this.open(this.rows[this.active]);
  }
}

const classOf = column => `c-${column.key}${column.wide ? ` wide-${column.wide}` : ""}${column.number ? " number" : ""}`;

function spacer(height) {
  const row = html("tr", { class: "spacer", "aria-hidden": "true" }, html("td", {}));
  row.firstChild.style.height = `${height}px`;
  return row;
}
