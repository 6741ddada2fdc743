/** What the table shows: connections that contain the searched words and have the chosen values. */
class Filters {
  static COLUMNS = [
    ["severity", "Worst finding"], ["outcome", "Outcome"], ["version", "Version"], ["suite", "Cipher suite"], ["handshake", "Handshake"],
    ["decryption", "Decryption"], ["reason", "Not decrypted because"], ["authentication", "Authentication"], ["alpn", "ALPN"],
  ];

  static SEARCHED =
    ["name", "client", "server", "version", "suite", "outcome", "decryption", "reason", "alpn", "authentication", "severity"];

  /** More values than this are for the search. */
  static MOST_VALUES = 100;

  constructor(report, changed) {
    this.report = report;
    this.changed = changed;
    this.form = byId("filters");
    this.search = byId("search");
    this.selects = new Map();
    for (const [column, title] of Filters.COLUMNS) this.offer(column, title);
    this.form.addEventListener("input", () => this.apply());
    this.form.addEventListener("submit", event => event.preventDefault());
    byId("clear").addEventListener("click", () => {
      this.form.reset();
      this.apply();
      this.search.focus();
    });
    this.search.addEventListener("keydown", event => {
      if (event.key === "ArrowDown") this.leave?.(event);
    });
  }

  /** A choice of the values that a column has, the most frequent first; none for a column with one value. */
  offer(column, title) {
    const counts = new Map();
    this.report.rows.forEach((_, row) => {
      const value = this.report.value(row, column) ?? "";
      counts.set(value, (counts.get(value) ?? 0) + 1);
    });
    if (counts.size < 2 || counts.size > Filters.MOST_VALUES) return;
    const values = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const select = html("select", { name: column }, html("option", { value: "all" }, "all"),
      values.map(([value, number]) => html("option", { value: `=${value}` }, `${label(column, value)} (${count(number)})`)));
    this.selects.set(column, select);
    byId("choices").append(html("label", {}, title, select));
  }

  /** Chooses one value, as a click on a chart does; false if there is no such choice. */
  choose(column, value) {
    const select = this.selects.get(column);
    if (!select || ![...select.options].some(option => option.value === `=${value}`)) return false;
    this.form.reset();
    select.value = `=${value}`;
    this.apply();
    return true;
  }

  apply() {
    const asked = this.search.value.toLowerCase().split(/\s+/).filter(word => word !== "");
    const chosen = [...this.selects].filter(([, select]) => select.value !== "all")
      .map(([column, select]) => [column, select.value.slice(1)]);
    const rows = [];
    for (let row = 0; row < this.report.rows.length; row++) {
      if (chosen.every(([column, value]) => (this.report.value(row, column) ?? "") === value) &&
          (asked.length === 0 || this.contains(row, asked))) rows.push(row);
    }

    byId("clear").disabled = asked.length === 0 && chosen.length === 0;
    const all = plural(this.report.rows.length, "connection");
    byId("shown").textContent = rows.length === this.report.rows.length ? all : `${count(rows.length)} of ${all}`;
    this.changed(rows);
  }

  contains(row, asked) {
    this.haystacks ??= [];
    const text = this.haystacks[row] ??=
      [`#${this.report.value(row, "id")}`, ...Filters.SEARCHED.map(column => this.report.value(row, column) ?? ""),
        `:${this.report.value(row, "client_port")}`, `:${this.report.value(row, "server_port")}`].join("\n").toLowerCase();
    return asked.every(word => text.includes(word));
  }
}

/** Registered names stay as they are; words of the program lose their underscores. */
function label(column, value) {
  if (value === "") return "none";
  return ["outcome", "decryption", "reason", "handshake"].includes(column) ? words(value) : name(value);
}
