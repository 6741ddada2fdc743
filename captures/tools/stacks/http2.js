// One page over HTTP/2: node http2.js PORT KEYS.
'use strict';
const fs = require('fs'), http2 = require('http2');
const [port, keys] = process.argv.slice(2);
const server = http2.createSecureServer({ cert: fs.readFileSync(`${keys}/server.pem`), key: fs.readFileSync(`${keys}/server.key`) });
server.on('stream', stream => {
  stream.respond({ ':status': 200, 'content-type': 'text/html' });
  stream.end(fs.readFileSync(`${keys}/www/hello.html`));
});
server.listen(+port, '127.0.0.1');
