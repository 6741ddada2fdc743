const CHART_COLUMNS = { versions: "version", suites: "suite", outcomes: "outcome", decryption: "decryption" };

/** A connection has an address in the page, so that links, the back button and bookmarks work. */
function openRow(report, row) {
  const id = report.value(row, "id");
  // Two connections can begin in one packet.
  location.hash = report.byId.get(id) === row ? `connection-${id}` : `connection-${id}-${row}`;
}

/** Shows what the address names. A link may name a connection that is not in the report: then nothing changes. */
function route(report, detail) {
  const parts = /^#connection-(\d+)(?:-(\d+))?$/.exec(location.hash);
  if (parts === null) {
    detail.dialog.close();
    return;
  }

  const row = parts[2] === undefined ? report.byId.get(Number(parts[1])) : Number(parts[2]);
  if (row !== undefined && row < report.rows.length) detail.show(row);
}

/** A bar of a chart selects the connections that it counts. */
function connectCharts(filters) {
  for (const [chart, column] of Object.entries(CHART_COLUMNS)) {
    for (const bar of document.querySelectorAll(`figure[data-chart="${chart}"] tr[data-value]`)) {
      const head = bar.querySelector("th");
      const text = head.textContent;
      const choose = () => { if (filters.choose(column, bar.dataset.value)) byId("connections").scrollIntoView(); };
      if (filters.selects.has(column)) head.replaceChildren(html("button", { type: "button", on: { click: choose } }, text));
    }
  }
}

function connectTheme() {
  const theme = byId("theme");
  theme.hidden = false;
  // What a browser remembers of a form across a reload is not the theme that is shown.
  theme.querySelector('[value="auto"]').checked = true;
  theme.addEventListener("change", event => { document.documentElement.dataset.theme = event.target.value; });
}

/** The captures by their file names; their paths are a list to open. */
function captures(known, more) {
  const most = 3;
  const others = known.length - most + more;
  const files = known.map(fileOf);
  const list = new Set(files).size < files.length
    ? plural(known.length + more, "capture")
    : files.slice(0, most).map(name).join(", ") + (others > 0 ? ` and ${count(others)} more` : "");
  if (others <= 0 && known.every((path, index) => path === files[index])) return [list];
  return [html("details", {}, html("summary", {}, list), html("ul", {}, known.map(path => html("li", {}, wire(path))),
    more > 0 ? html("li", {}, `and ${count(more)} more`) : null))];
}

const fileOf = path => path.slice(path.lastIndexOf("/") + 1) || path;

/** When the captures began and ended, to the second. */
const period = ({ start, end }) => start ? `${second(start)} to ${second(end)} UTC` : "";

const second = text => sentence(text).slice(0, 19).replace("T", " ");

/** Links to the parts that the page has, with the numbers of what is in them. */
const jumps = counts => [...document.querySelectorAll("main > section:not([hidden])")].map(part => {
  const number = counts[part.id] === undefined ? "" : ` (${count(counts[part.id])})`;
  return html("a", { href: `#${part.id}` }, part.querySelector("h2").textContent + number);
});

function start() {
  connectTheme();
  const report = new Report();
  const { head } = report;
  byId("origin").append(html("p", {}, period(head)), ...captures(head.captures, head.more_captures ?? 0));
  const data = head.plaintext ? "The beginning of decrypted data is in it, but no keys." : "No decrypted data and no keys are in it.";
  byId("program").textContent = `Made by ${sentence(head.program)}. This file loads nothing. ${data}`;
  const findings = findingList(report);
  byId("finding-list").append(...findings);
  byId("findings").hidden = findings.length === 0;
  const limits = limitList(report);
  byId("limit-list").append(...limits);
  byId("limits").hidden = limits.length === 0;
  byId("connections").hidden = false;
  byId("jump").append(...jumps({ findings: head.findings.length, connections: report.rows.length }));
  const grid = new Grid(report, byId("table"), row => openRow(report, row));
  const detail = new Detail(report, grid);
  const filters = new Filters(report, rows => grid.show(rows));
  filters.leave = event => { event.preventDefault(); grid.focus(0); };
  connectCharts(filters);
  addEventListener("hashchange", () => route(report, detail));
  filters.apply();
  route(report, detail);
}

try {
  start();
} catch (error) {
  byId("problem").textContent = sentence(`This report cannot be shown: ${error.message}`);
  byId("problem").hidden = false;
}
