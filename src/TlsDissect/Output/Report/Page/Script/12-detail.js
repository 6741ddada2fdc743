/** One connection: what became of it, its handshake, certificates, keys and data. */
class Detail {
  constructor(report, grid) {
    this.report = report;
    this.grid = grid;
    this.dialog = byId("detail");
    this.dialog.addEventListener("close", () => this.closed());
    // A modal dialog is printed on one page, and what does not fit is lost.
    addEventListener("beforeprint", () => this.reopen("show"));
    addEventListener("afterprint", () => this.reopen("showModal"));
    // A click beside the panel, on the backdrop, is one on the dialog itself.
    this.dialog.addEventListener("click", event => { if (event.target === this.dialog) this.dialog.close(); });
  }

  /** Shows a row's connection; of several that are asked for at once, the last. */
  async show(row) {
    this.row = row;
    let content;
    try {
      content = this.content(await this.report.connection(row));
    } catch (error) {
      content = html("p", { class: "notice" }, sentence(`The details of this connection cannot be read: ${error.message}`));
    }

    if (this.row !== row) return;
    this.dialog.replaceChildren(this.head(row), html("div", { class: "detail-body", id: "detail-body" }, content));
    if (!this.dialog.open) this.dialog.showModal();
    byId("detail-title").focus();
    byId("detail-body").scrollTop = 0;
    this.drawLadder();
  }

  /** Opens the dialog in another mode, with what it shows. */
  reopen(mode) {
    if (!this.dialog.open) return;
    this.dialog.close();
    this.dialog[mode]();
  }

  closed() {
    if (this.dialog.open) return;
    this.row = null;
    this.ladder = null;
    this.observer?.disconnect();
    this.dialog.replaceChildren();
    history.replaceState(null, "", "#connections");
    this.grid.focus(this.grid.active);
  }

  head(row) {
    const go = (step, title) => {
      const to = this.grid.beside(row, step);
      return html("button", { type: "button", disabled: to === undefined, on: { click: () => openRow(this.report, to) } }, title);
    };
    const text = this.report.value(row, "name");
    return html("div", { class: "detail-head" },
      html("h2", { id: "detail-title", tabindex: -1 }, `Connection #${this.report.value(row, "id")}`,
        text === null ? null : html("bdi", { class: "of" }, name(text))),
      html("div", { class: "buttons" }, go(-1, "Previous"), go(1, "Next"),
        html("button", { type: "button", on: { click: () => this.dialog.close() } }, "Close")));
  }

  content(connection) {
    const texts = connection.words;
    this.connection = connection;
    return [
      this.summary(connection, texts),
      section(3, "Findings", findingsOfConnection(connection)),
      section(3, "Handshake",
        html("p", { class: "faint" }, "Shaded: protected with session keys. Numbers: the steps of the handshake."),
        html("div", { id: "ladder" }), closing(texts.closing)),
      section(3, "Step by step", stepList(connection)),
      section(3, "Certificates", chain(connection, "server"), chain(connection, "client")),
      section(3, "Keys", keys(connection)),
      section(3, "Streams", streams(connection.quic)),
      section(3, "Fingerprints", fingerprints(connection)),
      section(3, "Plaintext", plaintext(connection.plaintext)),
      section(3, "Everything", opened(html("summary", {}, "All members of the JSON output"), () => tree(rest(connection)))),
    ];
  }

  summary(connection, texts) {
    const { result } = connection.outcome ?? {};
    const application = connection.application_protocol;
    const isBroken = result === "refused" || result === "aborted";
    return definitions([
      ["Outcome", sentence(connection.outcome?.text ?? "unknown"), isBroken ? "bad" : result === "established" ? "good" : ""],
      ["Handshake", sentence(texts.handshake)],
      ["Decrypted", [texts.decrypted, ...texts.more].map(sentence)],
      ["Authenticated", sentence(texts.authenticated)],
      ["Cipher suite", texts.suite ? sentence(texts.suite) : null],
      ["ECH", texts.ech ? sentence(texts.ech) : null],
      ["Begun with", texts.begun_with ? sentence(texts.begun_with) : null],
      ["Protocol", application ? `${wire(application.name)}, by ${words(application.by)}` : null],
      ["Data", sentence(texts.data)],
      ["Latency", latencies(connection.latency)],
      ["Endpoints", sentence(`${endpointText(connection.client)} → ${endpointText(connection.server)}`)],
      ["Time", `${time(connection.start)} to ${time(connection.end)}`],
      ["Capture", connection.capture ? name(connection.capture) : null],
      ["Packets", `${count(connection.first_packet)} to ${count(connection.last_packet)}`],
      ["Capture lacks", texts.lacks ? sentence(texts.lacks) : null, "bad"],
      ["Not read", (connection.violations ?? []).slice(0, 20).map(violation), "bad"],
      ["Policy", policy(connection.policy)],
      ["Notes", (connection.decryption?.notes ?? []).map(note => wire(note))],
    ]);
  }

  /** The diagram is drawn for the width that there is. */
  drawLadder() {
    const place = byId("ladder");
    this.observer?.disconnect();
    if (place === null) return;
    if (this.connection.words.ladder.length === 0) {
      place.append(html("p", { class: "faint" }, "No message of a handshake is in the capture."));
      return;
    }

    let drawn = 0;
    this.observer = new ResizeObserver(() => {
      const width = Math.min(place.clientWidth, 1080);
      if (width === drawn || width === 0) return;
      drawn = width;
      place.replaceChildren(new Ladder(this.connection, width, step => reveal(step)).draw());
    });
    this.observer.observe(place);
  }
}

/** Brings a line of the ladder into view in the list, with its fields open. */
function reveal(place) {
  const item = byId(`step-${place}`);
  if (item === null) return;
  item.querySelector("details.fields")?.setAttribute("open", "");
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "center" });
}

const violation = ({ packet, name: what, text }) => sentence(`packet ${packet}: ${what}: ${text}`);

const endpointText = ({ address, port }) => address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;

const closing = ({ heading, text } = {}) => heading
  ? html("p", { class: "closing" }, html("strong", {}, sentence(heading)), text ? `. ${sentence(text)}` : "")
  : null;

function findingsOfConnection(connection) {
  if (!connection.findings?.length) return null;
  return html("ul", { class: "own-findings" }, connection.findings.map(finding => html("li", {},
    severityMark(finding.severity), " ", longText(finding.text, sentence, 600), " ",
    html("span", { class: "faint" }, html("code", {}, sentence(finding.id)),
      finding.packet ? `, packet ${count(finding.packet)}` : "", finding.reference ? `, ${sentence(finding.reference)}` : ""),
    finding.connections?.length ? [" With ", connectionLinks(finding.connections)] : null)));
}

function keys(connection) {
  const { status, secret, key, finished_verified: verified, integrity_verified: integrity, found_by_trial: trial } = connection.decryption;
  return definitions([
    ["Status", words(status)],
    ["Decrypted by", secret ? `${words(secret)}${key ? `: ${name(key)}` : ""}` : null],
    ["Client's Finished", verdict(verified?.client)],
    ["Server's Finished", verdict(verified?.server)],
    ["Integrity", integrity === undefined ? null : integrity ? "MACs verified" : "MACs not verified: anyone could have changed the data"],
    ["Found by trial", trial ? `without ${trial.missing.map(words).join(" and ")}` : null],
    ["Forward secrecy", connection.forward_secrecy === null ? "unknown" : connection.forward_secrecy ? "yes" : "no"],
  ]);
}

const verdict = value => value === true ? "verified" : value === false ? "wrong: it does not match the handshake" : "not verified";

function latencies(latency) {
  const parts = [["TCP", "tcp"], ["ServerHello", "server_hello"], ["handshake", "handshake"], ["first data", "first_data"]]
    .filter(([, key]) => typeof latency?.[key] === "number")
    .map(([title, key]) => `${title} ${duration(latency[key])}`);
  return parts.length === 0 ? null : parts.join(", ");
}

function policy(verdictOf) {
  if (!verdictOf) return null;
  const answer = verdictOf.complies === null ? `unknown: ${verdictOf.reason}` : verdictOf.complies ? "complies" : "does not comply";
  return [`${verdictOf.name}: ${answer}`, ...(verdictOf.rules ?? []).map(rule => `${rule.rule}: ${rule.text}`)].map(sentence);
}

function fingerprints(connection) {
  const hellos = connection.client_hellos ?? [];
  const answers = connection.server_hellos ?? [];
  if (hellos.length + answers.length === 0) return null;
  return definitions([
    ...hellos.flatMap(hello => [["JA4", coded(hello.ja4)], ["JA3", coded(hello.ja3)], ["Client random", coded(hello.random)]]),
    ...answers.flatMap(hello => [["JA3S", coded(hello.ja3s)], ["Server random", coded(hello.random)]]),
  ]);
}

const coded = text => text ? html("code", {}, wire(text)) : null;

const captionOf = (side, { truncated, authenticated }) =>
  [capital(side), truncated && "the beginning", authenticated === false && "not authenticated"].filter(Boolean).join(", ");

/** The beginning of what was decrypted, if the report was made with it. */
function plaintext(data) {
  if (!data) return null;
  return ["client", "server"].filter(side => data[side]).map(side => html("figure", { class: `plaintext ${side}` },
    html("figcaption", {}, captionOf(side, data[side])),
    html("pre", { tabindex: 0 }, "text" in data[side] ? lines(data[side].text) : wire(data[side].hex).replace(/..(?=.)/g, "$& "))));
}

/** The words repeat what the other members say. */
const rest = ({ words: _, plaintext: __, ...members }) => members;
