// Certificates for keys of ML-DSA (RFC 9881), made by hand for Node 26, whose OpenSSL 3.5 signs them: OpenSSL 3.0 cannot make them.
'use strict';
const crypto = require('crypto');

// DER: a tag, a length, and what it holds.
function der(tag, ...parts) {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : content.length < 256 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
const sequence = (...parts) => der(0x30, ...parts);
const text = (tag, value) => der(tag, Buffer.from(value));
const commonName = value => sequence(der(0x31, sequence(Buffer.from('0603550403', 'hex'), text(0x0c, value))));

// The signature's algorithm is that of the key, without parameters.
const algorithmId = name => sequence(Buffer.from('0609608648016503040311', 'hex').map((b, i) => i < 10 ? b : 0x11 + ['ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87'].indexOf(name)));

// A certificate of a server for a new key: cert and key in PEM. It signs itself, or the issuer does: { name, algorithm, privateKey }.
exports.certificate = function (algorithm, server, issuer) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(algorithm);
  const by = issuer ?? { name: server, algorithm, privateKey };
  const signed = sequence(
    der(0xa0, Buffer.from('020102', 'hex')), Buffer.from('020101', 'hex'), algorithmId(by.algorithm), commonName(by.name),
    sequence(text(0x17, '260101000000Z'), text(0x17, '460101000000Z')), commonName(server), publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(Buffer.from('0603551d11', 'hex'), der(0x04, sequence(text(0x82, server)))))));
  const whole = sequence(signed, algorithmId(by.algorithm), der(0x03, Buffer.from([0]), crypto.sign(null, signed, by.privateKey)));
  const pem = `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  return { cert: pem, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) };
};

// An authority, which is not sent.
exports.authority = (algorithm, name) => ({ name, algorithm, privateKey: crypto.generateKeyPairSync(algorithm).privateKey });
