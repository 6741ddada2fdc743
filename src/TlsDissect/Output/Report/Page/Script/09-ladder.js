/** The handshake as a diagram: who says what, when, and from where on it is protected. */
class Ladder {
  /** More lines than this are in the list below alone. */
  static MOST_STEPS = 150;

  static LINE = 42;

  static RULE = 26;

  static STEP_LINE = 20;

  constructor(connection, width, choose) {
    this.connection = connection;
    this.steps = connection.words.ladder.slice(0, Ladder.MOST_STEPS);
    this.choose = choose;
    this.width = Math.max(width, 300);
    this.isWide = this.width >= 900;
    this.left = this.isWide ? 104 : 74;
    this.right = this.width - (this.isWide ? Math.min(390, this.width * 0.36) : 16);
    this.y = 34;
    this.protectedFrom = {};
    this.marks = [];
  }

  draw() {
    for (const step of this.steps) this.step(step);
    if (this.connection.words.ladder.length > this.steps.length)
      this.note(`${plural(this.connection.words.ladder.length - this.steps.length, "more line")} in the list below`);
    else this.data();
    const height = this.y + 12;
    return svg("svg", {
      class: "ladder", role: "img", viewBox: `0 0 ${this.width} ${height}`, width: this.width, height,
      "aria-label": `Ladder diagram of ${plural(this.steps.length, "message")}; the list below has the same content.`,
    }, this.lifeline("client", this.left, height), this.lifeline("server", this.right, height), this.marks);
  }

  /** A side's line, shaded where its records are protected. */
  lifeline(side, x, height) {
    const from = this.protectedFrom[side];
    return svg("g", { class: side },
      from === undefined ? null : svg("rect", { class: "protected", x: x - 6, y: from, width: 12, height: height - from - 4, rx: 3 }),
      svg("line", { class: "lifeline", x1: x, x2: x, y1: 22, y2: height - 4 }),
      svg("text", { class: "side", x, y: 14, "text-anchor": this.isWide || side === "client" ? "middle" : "end" }, capital(side)));
  }

  step(step) {
    if (step.rule) this.rule(step.rule);
    const lessons = (step.lessons ?? []).map(lesson => numbered(lesson.heading)).filter(Boolean);
    const height = Math.max(Ladder.LINE, this.isWide ? lessons.length * Ladder.STEP_LINE + 8 : 0);
    const isProtected = isStepProtected(this.connection, step);
    if (isProtected) this.protectedFrom[step.from] ??= this.y;
    const place = this.connection.words.ladder.indexOf(step);
    const line = this.y + 28;
    this.marks.push(svg("g", {
      class: `step ${step.from} ${isProtected ? "is-protected" : ""} ${isBad(this.connection, step) ? "bad" : ""}`,
      on: { click: () => this.choose(place) },
    },
    svg("title", {}, sentence(step.text)),
    svg("rect", { class: isProtected ? "shade" : "open", x: this.left, y: this.y, width: this.right - this.left, height }),
    "offset" in step ? svg("text", { class: "time", x: this.left - 14, y: line + 4, "text-anchor": "end" }, this.time(step.offset)) : null,
    this.label(step, line - 8, this.isWide ? 0 : lessons.length),
    this.arrow(step.from, line),
    lessons.map((lesson, index) => this.lesson(lesson, index, lessons.length, line))));
    this.y += height;
  }

  time(seconds) {
    return this.isWide ? offset(seconds) : `+${duration(seconds)}`;
  }

  label(step, y, badges) {
    const x = this.left + 16 + badges * 22;
    const text = svg("text", { class: "label", x, y });
    const [title, rest] = split(step.text);
    const fitted = fit(sentence(title + rest), this.right - 16 - x, title.length);
    text.append(svg("tspan", { class: "name" }, fitted.slice(0, title.length)), fitted.slice(title.length));
    return text;
  }

  arrow(from, y) {
    const [start, end, head] = from === "client" ? [this.left + 7, this.right - 7, -9] : [this.right - 7, this.left + 7, 9];
    return [svg("line", { class: "arrow", x1: start, x2: end + head / 2, y1: y, y2: y }),
      svg("polygon", { class: "head", points: `${end},${y} ${end + head},${y - 5} ${end + head},${y + 5}` })];
  }

  /** A step of the handshake: its number, and beside a wide diagram its name. */
  lesson({ number, title }, index, total, line) {
    const y = this.isWide ? line - (total - 1) * Ladder.STEP_LINE / 2 + index * Ladder.STEP_LINE : line - 14;
    const x = this.isWide ? this.right + 30 : this.left + 22 + index * 22;
    return svg("g", { class: "number" },
      svg("circle", { cx: x, cy: y, r: 9 }),
      svg("text", { x, y: y + 4, "text-anchor": "middle" }, number),
      this.isWide ? svg("text", { class: "lesson", x: x + 16, y: y + 4 }, fit(title, this.width - x - 20)) : null);
  }

  rule(text) {
    const y = this.y + Ladder.RULE / 2;
    const label = svg("text", { class: "rule", x: (this.left + this.right) / 2, y: y + 4, "text-anchor": "middle" },
      fit(sentence(text), this.right - this.left - 30));
    const below = this.y + Ladder.RULE - 5;
    this.marks.push(svg("line", { class: "rule", x1: this.left, x2: this.right, y1: below, y2: below }), label);
    this.y += Ladder.RULE;
  }

  /** The application data as one last line: it flows both ways. */
  data() {
    const { client, server } = this.connection.application_data;
    if (client.records + server.records === 0) return;
    const top = this.y;
    this.protectedFrom.client ??= top;
    this.protectedFrom.server ??= top;
    this.marks.push(svg("g", { class: "step data is-protected" },
      svg("rect", { class: "shade", x: this.left, y: top, width: this.right - this.left, height: Ladder.LINE }),
      svg("text", { class: "label", x: (this.left + this.right) / 2, y: top + 20, "text-anchor": "middle" },
        fit(sentence(`application data: ${this.connection.words.data}`), this.right - this.left - 24)),
      client.records > 0 ? this.arrow("client", top + 30) : null,
      server.records > 0 ? this.arrow("server", top + (client.records > 0 ? 36 : 30)) : null));
    this.y += Ladder.LINE + 4;
  }

  note(text) {
    this.marks.push(svg("text", { class: "rule", x: (this.left + this.right) / 2, y: this.y + 18, "text-anchor": "middle" }, text));
    this.y += Ladder.RULE;
  }
}

/** A line's message and what it says of it. */
function split(text) {
  const colon = text.indexOf(": ");
  return colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon)];
}

/** Number and name in a heading such as "Step 3 of 9: Authentication of the certificate"; null in another. */
function numbered(heading) {
  const parts = /^Step (\d+)[^:]*: (.*)$/s.exec(heading ?? "");
  return parts === null ? null : { number: parts[1], title: parts[2] };
}

/** Records that stay encrypted have no entry of their own. */
function isStepProtected(connection, step) {
  if ("message" in step) return connection.messages[step.message].protected;
  return "alert" in step ? connection.alerts[step.alert].protected : true;
}

const isBad = (connection, step) => "alert" in step
  ? connection.alerts[step.alert].level === 2
  : "message" in step && ("malformed" in connection.messages[step.message] || connection.messages[step.message].verified === false);

/** The beginning of a text that fits into a width in pixels, if its first characters are bold. */
function fit(text, width, bold = 0) {
  if (widthOf(text, bold) <= width) return text;
  let [least, most] = [0, Math.min(text.length, 400)];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (widthOf(`${text.slice(0, middle)}…`, bold) <= width) least = middle;
    else most = middle - 1;
  }

  return `${text.slice(0, least).trimEnd()}…`;
}

function widthOf(text, bold) {
  const context = widthOf.context ??= document.createElement("canvas").getContext("2d");
  const part = (weight, some) => {
    context.font = `${weight} 13px ${getComputedStyle(document.body).fontFamily}`;
    return context.measureText(some).width;
  };
  return part(600, text.slice(0, bold)) + part(400, text.slice(bold));
}
