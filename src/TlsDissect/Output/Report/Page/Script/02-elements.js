// Elements are made from values alone; no text is ever read as markup.
function fill(element, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    else element.setAttribute(key, value === true ? "" : value);
  }

  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const html = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

const svg = (tag, attributes, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);

const byId = id => document.getElementById(id);

/** Severity by word and by shape, not by colour alone. */
const SEVERITIES = ["info", "low", "medium", "high", "critical"];

const severityMark = severity =>
  html("span", { class: `severity ${SEVERITIES.includes(severity) ? severity : "info"}` }, sentence(severity));

/** A long text from the wire: its beginning, and the rest on demand. */
function longText(text, shown = wire, most = 2000) {
  if (text.length <= most) return html("bdi", {}, shown(text));
  const whole = html("bdi", {}, `${shown(text.slice(0, most))}... `);
  const button = html("button", {
    type: "button",
    on: { click: () => { whole.textContent = shown(text); button.remove(); } },
  }, `Show all ${count(text.length)} characters`);
  return html("span", {}, whole, button);
}

/** Names and values; a pair without a value is left out. */
function definitions(pairs) {
  const list = html("dl", { class: "facts" });
  for (const [term, value, mark] of pairs) {
    if (value === null || value === undefined || value === "") continue;
    const values = Array.isArray(value) ? value : [value];
    if (values.length === 0) continue;
    list.append(html("div", {}, html("dt", {}, term), ...values.map(one => html("dd", { class: mark }, one))));
  }

  return list;
}

/** A part of a page with its heading; nothing without content. */
function section(level, title, ...children) {
  const content = children.flat().filter(Boolean);
  return content.length === 0 ? null : html("section", {}, html(`h${level}`, {}, title), ...content);
}
