// One page over TLS by Node 0.10, whose OpenSSL 1.0.1e answers heartbeats as they ask: node010.js PORT CERTIFICATE KEY PAGE.
var tls = require('tls'), fs = require('fs');
var page = fs.readFileSync(process.argv[5]);
tls.createServer({ cert: fs.readFileSync(process.argv[3]), key: fs.readFileSync(process.argv[4]) }, function (socket) {
  socket.once('data', function () {
    socket.write('HTTP/1.0 200 OK\r\nContent-type: text/html\r\n\r\n');
    socket.end(page);
  });
}).listen(process.argv[2], '127.0.0.1');
