/** The findings of the whole capture, the most severe first, each with what shows it. */
function findingList(report) {
  return report.head.findings.map((finding, index) => html("details", { class: "finding", open: index < 3 },
    html("summary", {},
      severityMark(finding.severity), " ",
      html("span", { class: "title" }, finding.text === null ? capital(words(finding.id)) : sentence(finding.text)), " ",
      html("span", { class: "faint" }, html("code", {}, sentence(finding.id)), ` ${timesOf(finding)}`)),
    finding.why ? html("p", {}, sentence(finding.why)) : null,
    finding.advice ? html("p", {}, html("strong", {}, "What to do: "), sentence(finding.advice)) : null,
    finding.reference ? html("p", { class: "faint" }, sentence(finding.reference)) : null,
    evidence(finding.examples ?? [], finding.count),
    links(finding)));
}

const timesOf = ({ count: all, in_connections: connections }) =>
  plural(connections, "connection") + (all > connections ? `, ${plural(all, "time")}` : "");

/** What was seen, the first of it: the report does not have more. */
const evidence = (examples, all) => examples.length === 0 ? null : [
  examples.length < all ? html("p", { class: "faint" }, `The first ${count(examples.length)} of ${plural(all, "time")}:`) : null,
  html("ul", { class: "evidence" }, examples.map(example => html("li", {}, connectionLink(example.connection),
    example.packet === null ? "" : `, packet ${count(example.packet)}`, ": ", longText(example.text, sentence, 500)))),
];

function links({ connections: known = [], in_connections: all }) {
  if (known.length === 0) return null;
  return html("p", { class: "links" }, known.length === 1 ? "Connection " : "Connections ",
    connectionLinks(known), all > known.length ? ` and ${count(all - known.length)} more` : "");
}

const connectionLink = id => html("a", { href: `#connection-${id}`, "aria-label": `connection ${id}` }, `#${id}`);

const connectionLinks = ids => ids.flatMap((id, index) => [index > 0 ? ", " : "", connectionLink(id)]);

/** What was in the captures and is not in the report, so that nothing is taken for complete that is not. */
function limitList(report) {
  const { not_dissected: kinds = [], warnings = [], more_warnings: more = 0 } = report.head;
  return [
    kinds.length === 0 ? null : html("ul", {}, kinds.map(kind =>
      html("li", {}, `${sentence(kind.kind)}: ${plural(kind.packets, "packet")}`))),
    warnings.length === 0 ? null : html("ul", { class: "warnings" }, warnings.map(warning => html("li", {},
      warning.capture ? [html("code", {}, name(warning.capture)), warning.packet ? `, packet ${count(warning.packet)}: ` : ": "] : null,
      sentence(warning.text)))),
    more > 0 ? html("p", {}, `and ${plural(more, "more warning")}`) : null,
  ].filter(Boolean);
}
