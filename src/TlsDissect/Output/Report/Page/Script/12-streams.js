/** The streams of a connection of QUIC, one in a row. */
function streams(quic) {
  if (!quic?.streams?.length) return null;
  const head = ["Stream", "Opened by", "Client", "Server"].map(title => html("th", { scope: "col" }, title));
  const rows = quic.streams.map(({ id, client, server }) => html("tr", {},
    html("th", { scope: "row" }, count(id)),
    html("td", {}, id % 2 === 1 ? "server" : "client", Math.floor(id / 2) % 2 === 1 ? ", one direction" : ""),
    html("td", {}, sideOfStream(client)),
    html("td", {}, sideOfStream(server))));
  const more = quic.unlisted_streams > 0 ? html("p", { class: "faint" }, `And ${count(quic.unlisted_streams)} more.`) : null;
  return [html("table", { class: "streams" }, html("thead", {}, html("tr", {}, head)), html("tbody", {}, rows)), more];
}

/** What a side sent on a stream, and how it ended. */
function sideOfStream(side) {
  if (side === null) return "";
  const parts = [plural(side.bytes, "byte"), side.missing_bytes > 0 && `${count(side.missing_bytes)} missing`,
    side.reset_code !== null ? `reset with error 0x${side.reset_code.toString(16)}` : side.finished && "finished"];
  return parts.filter(Boolean).join(", ");
}
