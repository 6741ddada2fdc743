/** Trees of fields: of a message, or of a whole connection. A branch is made when it is opened. */
const isBranch = value => typeof value === "object" && value !== null && leaf(value) === null;

/** What a field says on one line; null for a structure. */
function leaf(value) {
  if (value === null) return none("null");
  if (typeof value === "string") return value === "" ? none("empty") : html("code", {}, longText(value));
  if (typeof value !== "object") return html("code", {}, String(value));
  if (Array.isArray(value)) return value.length === 0 ? none("empty") : null;
  const keys = Object.keys(value).join();
  if (keys === "value,name") return html("span", {}, html("code", {}, name(value.name)), ` (${value.value})`);
  if (keys === "value,text")
    return html("span", {}, html("code", {}, longText(value.text)), " ", html("span", { class: "faint" }, longText(value.value, wire, 64)));
  if (keys === "hex,bytes") return html("span", {}, html("code", {}, `${wire(value.hex)}...`), ` (${plural(value.bytes, "byte")})`);
  return keys === "" ? none("empty") : null;
}

const none = text => html("span", { class: "none" }, text);

/** The name of an element of a list: that of its first member, if that is one of a registry. */
function elementName(element, index) {
  const first = isBranch(element) && !Array.isArray(element) ? Object.values(element)[0] : null;
  return first?.name && "value" in first ? wire(first.name) : `${index + 1}`;
}

function tree(value) {
  const entries = Array.isArray(value)
    ? value.map((element, index) => [elementName(element, index), element])
    : Object.entries(value).map(([key, member]) => [wire(key), member]);
  return html("ul", { class: "tree" }, entries.map(([key, member]) => html("li", {}, isBranch(member)
    ? opened(html("summary", {}, key, " ", html("span", { class: "faint" }, size(member))), () => tree(member))
    : [html("span", { class: "key" }, key), " ", leaf(member)])));
}

const size = value => Array.isArray(value) ? plural(value.length, "element") : plural(Object.keys(value).length, "field");

/** A part that is closed at first, and made when it is opened. */
function opened(summary, make, attributes = {}) {
  const part = html("details", attributes, summary);
  part.addEventListener("toggle", () => { if (part.open && part.children.length === 1) part.append(make()); });
  return part;
}
