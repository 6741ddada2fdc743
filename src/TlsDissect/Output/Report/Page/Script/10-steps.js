/** The lines of the ladder as a list: each with its explanation, and with all its fields to open. */
function stepList(connection) {
  const steps = connection.words.ladder;
  const list = html("ol", { class: "steps" }, steps.slice(0, Ladder.MOST_STEPS).map((step, place) => stepItem(connection, step, place)));
  if (steps.length <= Ladder.MOST_STEPS) return [list];
  const button = html("button", { type: "button", on: { click: () => {
    list.append(...steps.slice(Ladder.MOST_STEPS).map((step, index) => stepItem(connection, step, Ladder.MOST_STEPS + index)));
    button.remove();
  } } }, `Show all ${count(steps.length)} lines`);
  return [list, button];
}

function stepItem(connection, step, place) {
  const entry = "message" in step ? connection.messages[step.message] : "alert" in step ? connection.alerts[step.alert] : null;
  const [title, rest] = split(step.text);
  const isProtected = isStepProtected(connection, step);
  return html("li", {
    class: `${step.from} ${isProtected ? "is-protected" : ""} ${isBad(connection, step) ? "bad" : ""}`, id: `step-${place}`, tabindex: -1,
  },
  step.rule ? html("p", { class: "rule" }, sentence(step.rule)) : null,
  html("p", { class: "line" },
    html("span", { class: "direction" }, step.from === "client" ? "client → server" : "server → client"), " ",
    html("strong", {}, sentence(title)), longText(rest, sentence, 600), " ",
    html("span", { class: "faint" }, factsOf(step, entry, isProtected))),
  (step.lessons ?? []).map(lesson => html("p", { class: "lesson" },
    lesson.heading ? html("strong", {}, `${sentence(lesson.heading)}. `) : null, sentence(lesson.text ?? ""))),
  step.explanation ? html("p", { class: "lesson" }, sentence(step.explanation)) : null,
  entry?.fields && Object.keys(entry.fields).length > 0
    ? opened(html("summary", {}, "Fields"), () => tree(entry.fields), { class: "fields" })
    : null);
}

function factsOf(step, entry, isProtected) {
  const facts = [];
  if ("offset" in step) facts.push(`${offset(step.offset)} s`);
  if (entry?.packet) facts.push(`packet ${count(entry.packet)}`);
  if (typeof entry?.length === "number") facts.push(plural(entry.length, "byte"));
  if (isProtected) facts.push("protected");
  return facts.join(", ");
}
