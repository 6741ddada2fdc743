"use strict";

// Text from the wire is hostile: what could move, reverse or hide other text is shown as an escape (as WireText does in the program).
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;
const UNSAFE_IN_LINES = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;
const MAX_NAME = 256;

function escapeOf(character) {
  const value = character.codePointAt(0);
  if (value < 0x100) return `\\x${value.toString(16).padStart(2, "0")}`;
  if (value < 0x10000) return `\\u${value.toString(16).padStart(4, "0")}`;
  return `\\U${value.toString(16).padStart(8, "0")}`;
}

/** A sentence of the program: its own backslashes are escapes already. */
const sentence = text => String(text).replace(UNSAFE, escapeOf);

/** A value from the wire: different values look different. */
const wire = text => String(text).replace(/\\/g, "\\x5c").replace(UNSAFE, escapeOf);

/** Several lines of plaintext. */
const lines = text => String(text).replace(/\r\n/g, "\n").replace(UNSAFE_IN_LINES, escapeOf);

/** A name in a line with others: not longer than a line has use for. */
function name(text) {
  if (text.length <= MAX_NAME) return wire(text);
  return `${wire(text.slice(0, MAX_NAME))}... (${count(text.length)} characters)`;
}

const NUMBERS = new Intl.NumberFormat("en-US");
const count = number => NUMBERS.format(number);
const plural = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;

/** A word of the JSON for people: not_seen becomes "not seen". */
const words = value => sentence(value).replace(/_/g, " ");

const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

function bytes(number) {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let unit = 0;
  for (; number >= 1000 && unit < units.length - 1; unit++) number /= 1000;
  return `${unit > 0 && number < 10 ? number.toFixed(1) : Math.round(number)} ${units[unit]}`;
}

/** A duration in seconds with three digits that matter. */
function duration(seconds) {
  const size = Math.abs(seconds);
  if (size >= 120) return `${count(Math.round(seconds / 60))} min`;
  if (size >= 1) return `${seconds.toPrecision(3)} s`;
  return size >= 1e-3 ? `${Number((seconds * 1e3).toPrecision(3))} ms` : `${Number((seconds * 1e6).toPrecision(3))} µs`;
}

/** Time since a connection's start, as in the program's ladder. */
const offset = seconds => `${seconds < 0 ? "-" : "+"}${Math.abs(seconds).toFixed(6)}`;

/** An RFC 3339 time for people: `2026-11-24 20:04:30.090678 UTC`. */
const time = text => sentence(text).replace("T", " ").replace(/Z$/, " UTC");

/** The time of day or, over several days, date and second. Microseconds since 1970 do not fit into a Date. */
function clock(origin, microseconds, withDate) {
  const at = origin + BigInt(microseconds);
  const date = new Date(Number(at / 1000n)).toISOString();
  if (withDate) return `${date.slice(0, 10)} ${date.slice(11, 19)}`;
  return `${date.slice(11, 19)}.${String(at % 1000000n).padStart(6, "0").slice(0, 3)}`;
}
