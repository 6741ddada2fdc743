/** The data of the report: rows at once, the details of a connection when they are wanted. */
class Report {
  constructor() {
    this.head = JSON.parse(byId("report").textContent);
    const { strings, rows } = JSON.parse(byId("rows").textContent);
    this.strings = strings;
    this.rows = rows;
    this.columns = new Map(this.head.columns.map((column, index) => [column, index]));
    this.texts = new Set(this.head.texts);
    this.origin = BigInt(this.head.origin ?? 0);
    this.isSeveralDays = this.spansDays();
    this.byId = new Map();
    rows.forEach((_, row) => {
      const id = this.value(row, "id");
      if (!this.byId.has(id)) this.byId.set(id, row);
    });
    this.block = { index: -1 };
  }

  /** A cell: a number, a text, or null where it is not known. */
  value(row, column) {
    const index = this.columns.get(column);
    const cell = index === undefined ? null : this.rows[row][index] ?? null;
    return typeof cell === "number" && this.texts.has(column) ? this.strings[cell] : cell;
  }

  startOf(row) {
    const start = this.value(row, "start");
    return start === null ? "" : clock(this.origin, start, this.isSeveralDays);
  }

  /** The connection's object, with its certificates in their places. */
  async connection(row) {
    const index = Math.floor(row / this.head.block_size);
    if (this.block.index !== index) this.block = { index, content: inflate(byId(`block-${index}`).textContent) };
    this.certificates ??= inflate(byId("certificates").textContent);
    const [block, certificates] = await Promise.all([this.block.content, this.certificates]);
    const connection = block[row % this.head.block_size];
    for (const side of ["server", "client"]) {
      const chain = connection.certificates?.[side];
      if (chain) connection.certificates[side] = chain.map(entry => certificates[entry.certificate] ?? entry);
    }

    return connection;
  }

  spansDays() {
    const { start, end } = this.head;
    return !start || !end || start.slice(0, 10) !== end.slice(0, 10);
  }
}

/** JSON that is base64 of deflate-raw. */
async function inflate(text) {
  const packed = Uint8Array.from(atob(text.trim()), character => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}
