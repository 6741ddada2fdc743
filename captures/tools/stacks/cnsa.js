// Connections that comply with CNSA 2.0, and some that do not: node cnsa.js PORT KEYLOG, both sides, by Node 26. Server names say which rules are broken.
'use strict';
const fs = require('fs'), tls = require('tls'), mldsa = require('./mldsa.js');
const [port, keyLog] = process.argv.slice(2);
const strong = mldsa.authority('ml-dsa-87', 'Lab Root'), weaker = mldsa.authority('ml-dsa-65', 'Lab Root 65');

const connections = [
  { name: 'complies' },
  { name: 'cipher-suites', ciphers: 'TLS_AES_128_GCM_SHA256' },
  { name: 'groups', ecdhCurve: 'SecP384r1MLKEM1024' },
  { name: 'signature-schemes.certificate-keys', key: 'ml-dsa-65' },
  { name: 'certificate-signatures', issuer: weaker },
];

async function connect({ name, key = 'ml-dsa-87', issuer = strong, ciphers = 'TLS_AES_256_GCM_SHA384', ecdhCurve = 'MLKEM1024' }) {
  const common = { minVersion: 'TLSv1.3', ciphers, ecdhCurve }, servername = `${name}.server.example`;
  const server = tls.createServer({ ...mldsa.certificate(key, servername, issuer), ...common }, socket => {
    socket.once('data', () => socket.end('HTTP/1.0 200 ok\r\nContent-type: text/html\r\n\r\n<p>Hello from inside TLS</p>'));
  });
  await new Promise(listening => server.listen(+port, '127.0.0.1', listening));
  await new Promise(closed => {
    const client = tls.connect({ port: +port, host: '127.0.0.1', servername, rejectUnauthorized: false, ...common }, () => {
      client.write(`GET /hello.html HTTP/1.1\r\nHost: ${servername}\r\nUser-Agent: tlsdissect-captures\r\nConnection: close\r\n\r\n`);
    });
    client.on('keylog', line => fs.appendFileSync(keyLog, line));
    client.on('data', data => process.stdout.write(data));
    client.on('close', () => server.close(closed));
  });
}

(async () => { for (const one of connections) await connect(one); })();
setTimeout(() => process.exit(1), 8000).unref();
