const DAY = 86_400_000;

/** A side's chain, its own certificate first, each linked to the one that it names as its issuer. */
function chain(connection, side) {
  const certificates = connection.certificates?.[side] ?? [];
  if (certificates.length === 0) return null;
  const judgement = connection.words[`${side}_chain`];
  return html("div", { class: "chain-of" },
    html("h4", {}, `${capital(side)}'s chain`, judgement ? html("span", { class: "faint" }, `: ${sentence(judgement)}`) : null),
    html("ol", { class: "chain" }, certificates.map((certificate, index) => certificateItem(certificate, index, connection.start))));
}

function certificateItem(certificate, index, at) {
  return html("li", {}, html("details", { open: index === 0 },
    html("summary", {},
      html("strong", {}, certificate.raw_public_key ? "Raw public key" : longText(certificate.subject || "no subject", wire, 200)), " ",
      validityMark(certificate, at)),
    definitions([
      ["Issuer", certificate.issuer ? longText(certificate.issuer) : null],
      ["Valid", certificate.not_before ? `${time(certificate.not_before)} to ${time(certificate.not_after)}` : null],
      ["Names", certificate.subject_alt_names?.length ? names(certificate.subject_alt_names) : null],
      ["Public key", certificate.public_key ? sentence(certificate.public_key) : null],
      ["Signature", certificate.signature_algorithm ? sentence(certificate.signature_algorithm) : null],
      ["Serial number", certificate.serial ? html("code", {}, wire(certificate.serial)) : null],
      ["SHA-256", certificate.sha256 ? html("code", {}, wire(certificate.sha256)) : null],
      ["Malformed", certificate.malformed ? sentence(certificate.malformed) : null],
    ])));
}

/** Whether a certificate was valid when the connection began. */
function validityMark(certificate, at) {
  const [from, to, now] = [certificate.not_before, certificate.not_after, at].map(text => Date.parse(text));
  if ([from, to, now].some(Number.isNaN)) return null;
  if (now < from) return html("span", { class: "mark bad" }, "not valid yet");
  if (now > to) return html("span", { class: "mark bad" }, `expired ${plural(Math.ceil((now - to) / DAY), "day")} before`);
  const left = Math.floor((to - now) / DAY);
  return html("span", { class: left < 30 ? "mark warn" : "mark good" }, `valid for ${plural(left, "more day")}`);
}

/** Some names; a certificate may have thousands. */
function names(all) {
  const most = 20;
  const list = html("span", {}, all.slice(0, most).flatMap((one, index) => [index > 0 ? ", " : "", html("bdi", {}, name(one))]));
  if (all.length <= most) return list;
  const button = html("button", { type: "button", on: { click: () => {
    list.append(...all.slice(most).flatMap(one => [", ", html("bdi", {}, name(one))]));
    button.remove();
  } } }, `Show all ${count(all.length)}`);
  return html("span", {}, list, " ", button);
}
