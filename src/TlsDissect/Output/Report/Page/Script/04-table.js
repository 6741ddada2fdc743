/** The columns of the table. What a narrow screen leaves out has a class; what it sorts by is a number or a text. */
const COLUMNS = [
  { key: "id", title: "Id", kind: "number", of: (report, row) => `#${report.value(row, "id")}` },
  { key: "start", title: "Time", kind: "number", wide: 2, of: (report, row) => report.startOf(row) },
  { key: "client", title: "Client", kind: "address", wide: 3, of: (report, row) => endpoint(report, row, "client") },
  { key: "server", title: "Server", kind: "address", wide: 2, of: (report, row) => endpoint(report, row, "server") },
  { key: "name", title: "Name", kind: "text", of: (report, row) => nameOf(report, row) },
  { key: "version", title: "Version", kind: "rank", ranks: ["SSL 2.0", "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2", "TLS 1.3"] },
  { key: "suite", title: "Cipher suite", kind: "text", wide: 3, of: (report, row) => shortSuite(report.value(row, "suite")) },
  { key: "outcome", title: "Outcome", kind: "text", of: (report, row) => wordsOf(report, row, "outcome") },
  { key: "decryption", title: "Decryption", kind: "text", of: (report, row) => decryptionOf(report, row) },
  { key: "latency", title: "Handshake", kind: "number", wide: 3, number: true, of: (report, row) => seconds(report.value(row, "latency")) },
  { key: "bytes", title: "Data", kind: "number", wide: 2, number: true, of: (report, row) => bytes(report.value(row, "bytes") ?? 0) },
  { key: "severity", title: "Findings", kind: "rank", ranks: SEVERITIES, of: (report, row) => findingsOf(report, row) },
];

const seconds = microseconds => microseconds === null ? "" : duration(microseconds / 1e6);

const wordsOf = (report, row, column) => {
  const value = report.value(row, column);
  return value === null ? "" : words(value);
};

function endpoint(report, row, side) {
  const address = report.value(row, side);
  const port = report.value(row, `${side}_port`);
  return address === null ? "" : wire(address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`);
}

const nameOf = (report, row) => {
  const value = report.value(row, "name");
  return value === null ? html("span", { class: "none" }, "no name") : name(value);
};

/** The prefix that all suites have says nothing in a column of suites. */
const shortSuite = suite => suite === null ? "" : wire(suite.replace(/^TLS_/, "").replace("_WITH_", " "));

const decryptionOf = (report, row) => {
  const status = wordsOf(report, row, "decryption");
  const reason = wordsOf(report, row, "reason");
  return reason === "" ? status : status === "none" ? reason : `${status}: ${reason}`;
};

function findingsOf(report, row) {
  const severity = report.value(row, "severity");
  if (severity === null) return html("span", { class: "none" }, "none");
  const number = report.value(row, "findings") ?? 0;
  return html("span", {}, severityMark(severity), number > 1 ? ` ${count(number)}` : "");
}

/** What a column sorts by. Unknown values come last in either direction. */
function sortKey(report, column) {
  const value = row => report.value(row, column.key);
  const known = of => row => value(row) === null ? null : of(value(row), row);
  if (column.kind === "rank") return known(word => column.ranks.indexOf(word));
  if (column.kind === "address") return known((address, row) => addressKey(address) + portKey(report.value(row, `${column.key}_port`)));
  return value;
}

const portKey = port => String(port).padStart(6, " ");

/** Addresses in the order of their numbers: 9.0.0.1 before 10.0.0.1, IPv4 before IPv6. */
function addressKey(address) {
  if (!address.includes(":")) return `4${address.split(".").map(part => part.padStart(3, "0")).join(".")}`;
  const [head, tail] = address.split("::").map(half => half === "" ? [] : half.split(":"));
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - head.length - tail.length)).fill("0");
  return `6${[...head, ...zeros, ...(tail ?? [])].map(part => part.padStart(4, "0")).join(":")}`;
}

function sorted(report, rows, column, descending) {
  const of = sortKey(report, column);
  const keyed = rows.map(row => ({ row, key: of(row) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.row - b.row;
    const order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
    return (descending ? -order : order) || a.row - b.row;
  });
  return keyed.map(entry => entry.row);
}
