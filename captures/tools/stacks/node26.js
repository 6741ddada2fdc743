// One page over TLS 1.3 by Node 26, whose OpenSSL 3.5 has the algorithms against quantum computers: node node26.js PORT KEYS KEYLOG GROUPS CERTIFICATE, both sides.
// CERTIFICATE is a name in KEYS, or ml-dsa-44, ml-dsa-65, ml-dsa-87: then mldsa.js makes a certificate for a new key.
'use strict';
const fs = require('fs'), tls = require('tls'), mldsa = require('./mldsa.js');
const [port, keys, keyLog, groups, name] = process.argv.slice(2);

const own = name.startsWith('ml-dsa') ? mldsa.certificate(name, 'server.example') : { cert: fs.readFileSync(`${keys}/${name}.pem`), key: fs.readFileSync(`${keys}/${name}.key`) };
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
