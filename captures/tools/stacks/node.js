// One page over TLS by an old Node, for OpenSSL 1.0: node.js server|client SETTINGS, where SETTINGS is JSON:
// {port, method, ciphers, cert, key, dhparam, page, session, compression}. The client writes the session, of which node.sh takes the master secret.
var tls = require('tls'), fs = require('fs');
var settings = JSON.parse(process.argv[3]);
var options = { ciphers: settings.ciphers, secureProtocol: settings.method, ecdhCurve: 'prime256v1', honorCipherOrder: true };

// deflate.so is not an addon, and Node says so, but it is loaded by then.
if (settings.compression) try { process.dlopen({ exports: {} }, settings.compression); } catch (e) { if (!/self-register/.test(e)) throw e; }

if (process.argv[2] === 'server') {
  if (settings.dhparam) options.dhparam = fs.readFileSync(settings.dhparam);
  // No tickets: the session ID is what a log of sessions names.
  options.secureOptions = 0x4000;
  var page = fs.readFileSync(settings.page);
  var server = tls.createServer(options, function (socket) {
    socket.on('error', function (e) { console.log(String(e)); });
    socket.once('data', function () {
      socket.write('HTTP/1.0 200 ok\r\nContent-type: text/html\r\n\r\n');
      socket.end(page);
    });
  });
  // OpenSSL takes a static Diffie-Hellman key only after its certificate.
  var context = server._sharedCreds.context;
  context.setCert(fs.readFileSync(settings.cert));
  context.setKey(fs.readFileSync(settings.key));
  server.on('clientError', function (e) { console.log('server: ' + e); });
  server.listen(settings.port, '127.0.0.1');
} else {
  options.host = '127.0.0.1';
  options.port = settings.port;
  options.rejectUnauthorized = false;
  // Without a name, as a hello in the form of SSL 2.0 has no extensions.
  if (!/^SSLv/.test(settings.method)) options.servername = 'server.example';
  var socket = tls.connect(options, function () {
    var session = socket.getSession();
    if (session) fs.writeFileSync(settings.session, session);
    console.log(JSON.stringify(socket.getCipher()));
    socket.write('GET /hello.html HTTP/1.1\r\nHost: server.example\r\nUser-Agent: tlsdissect-captures\r\nConnection: close\r\n\r\n');
  });
  socket.on('data', function (data) { process.stdout.write(data); });
  socket.on('error', function (e) { console.log('client: ' + e); process.exit(1); });
  socket.on('close', function () { process.exit(); });
}
setTimeout(process.exit, 10000);
