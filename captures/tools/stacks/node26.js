// One page over TLS 1.3 by Node 26, whose OpenSSL 3.5 has the algorithms against quantum computers: node node26.js PORT KEYS KEYLOG GROUPS CERTIFICATE, both sides.
// CERTIFICATE is a name in KEYS, or ml-dsa-44, ml-dsa-65, ml-dsa-87: then a certificate is made for a new key, by hand, as OpenSSL 3.0 cannot make it.
'use strict';
const crypto = require('crypto'), fs = require('fs'), tls = require('tls');
const [port, keys, keyLog, groups, name] = process.argv.slice(2);

// DER: a tag, a length, and what it holds.
function der(tag, ...parts) {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : content.length < 256 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
const sequence = (...parts) => der(0x30, ...parts);
const text = (tag, value) => der(tag, Buffer.from(value));
const commonName = value => sequence(der(0x31, sequence(Buffer.from('0603550403', 'hex'), text(0x0c, value))));

// RFC 9881: the signature's algorithm is that of the key, without parameters.
function makeCertificate(algorithm) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(algorithm);
  const id = sequence(Buffer.from('0609608648016503040311', 'hex').map((b, i) => i < 10 ? b : 0x11 + ['ml-dsa-44', 'ml-dsa-65', 'ml-dsa-87'].indexOf(algorithm)));
  const signed = sequence(
    der(0xa0, Buffer.from('020102', 'hex')), Buffer.from('020101', 'hex'), id, commonName('server.example'),
    sequence(text(0x17, '260101000000Z'), text(0x17, '460101000000Z')), commonName('server.example'), publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(sequence(Buffer.from('0603551d11', 'hex'), der(0x04, sequence(text(0x82, 'server.example')))))));
  const certificate = sequence(signed, id, der(0x03, Buffer.from([0]), crypto.sign(null, signed, privateKey)));
  const pem = `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  return { cert: pem, key: privateKey.export({ type: 'pkcs8', format: 'pem' }) };
}

const own = name.startsWith('ml-dsa') ? makeCertificate(name) : { cert: fs.readFileSync(`${keys}/${name}.pem`), key: fs.readFileSync(`${keys}/${name}.key`) };
const common = { minVersion: 'TLSv1.3', ecdhCurve: groups };
const server = tls.createServer({ ...own, ...common }, socket => {
  socket.once('data', () => socket.end(`HTTP/1.0 200 ok\r\nContent-type: text/html\r\n\r\n${fs.readFileSync(`${keys}/www/hello.html`)}`));
});
server.listen(+port, '127.0.0.1', () => {
  const client = tls.connect({ port: +port, host: '127.0.0.1', servername: 'server.example', rejectUnauthorized: false, ...common }, () => {
    client.write('GET /hello.html HTTP/1.1\r\nHost: server.example\r\nUser-Agent: tlsdissect-captures\r\nConnection: close\r\n\r\n');
  });
  client.on('keylog', line => fs.appendFileSync(keyLog, line));
  client.on('data', data => process.stdout.write(data));
  client.on('close', () => server.close());
});
setTimeout(() => process.exit(1), 8000).unref();
