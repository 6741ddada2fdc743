// QUIC by Cloudflare's quiche, both sides: node quiche.js SCENARIO PORT KEYS KEYLOG, where SCENARIO is a name below.
// A stream has a request in HTTP/0.9 ("GET /hello.html") and its response, or just words. See quiche.sh.
'use strict';
const crypto = require('crypto'), dgram = require('dgram'), fs = require('fs');
const [scenario, port, keys, keyLog] = process.argv.slice(2);
const quiche = require(process.env.QUICHE), address = { host: '127.0.0.1', port: +port };
const resetKey = crypto.randomBytes(32);

// The token is a function of the connection ID, so that a server without state still knows it (RFC 9000 §10.3.2).
const tokenOf = id => crypto.createHmac('sha256', resetKey).update(id).digest().subarray(0, 16);

// A server has a certificate, a client none. Without `authority` a client trusts those of the system alone.
function configure({ authority, certificate, id }) {
  const config = new quiche.Config();
  config.setApplicationProtos(['hq-interop']);
  config.setMaxIdleTimeout(5000);
  config.setMaxRecvUdpPayloadSize(1350);
  config.setMaxSendUdpPayloadSize(1350);
  config.setInitialMaxData(1 << 20);
  config.setInitialMaxStreamDataBidiLocal(1 << 16);
  config.setInitialMaxStreamDataBidiRemote(1 << 16);
  config.setInitialMaxStreamDataUni(1 << 16);
  config.setInitialMaxStreamsBidi(100);
  config.setInitialMaxStreamsUni(100);
  config.enableDgram(scenario === 'datagrams', 16, 16);
  config.verifyPeer(!certificate);
  if (authority) config.loadVerifyLocationsFromFile(authority);
  if (certificate) {
    config.loadCertChainFromPemFile(`${keys}/${certificate}.pem`);
    config.loadPrivKeyFromPemFile(`${keys}/${certificate}.key`);
    config.setStatelessResetToken(BigInt(`0x${tokenOf(id).toString('hex')}`));
  } else {
    config.logKeys();
  }
  return config;
}

// One side of a connection. `streams` has the text that arrived on each stream, `ended` the streams that are complete,
// `resets` the errors of those that the peer reset, `datagrams` the DATAGRAM frames.
class End {
  constructor(socket, connection) {
    Object.assign(this, { socket, connection, streams: {}, ended: {}, resets: {}, datagrams: [], waiting: [] });
  }

  receive(data, from) {
    const to = { host: '127.0.0.1', port: this.socket.address().port };
    try { this.connection.recv(data, { from: { host: from.address, port: from.port }, to }); } catch (error) { console.log(error.message); }
    this.advance();
  }

  send(stream, text, fin = true) {
    this.connection.streamSend(stream, Buffer.from(text), fin);
    this.advance();
  }

  sendDatagram(text) {
    this.connection.dgramSend(Buffer.from(text));
    this.advance();
  }

  // Ends one direction of a stream early: Write sends RESET_STREAM, Read sends STOP_SENDING.
  shut(stream, direction, code) {
    this.connection.streamShutdown(stream, quiche.Shutdown[direction], code);
    this.advance();
  }

  // Whether the peer wants no more of a stream.
  isStopped(stream) {
    try { this.connection.streamCapacity(stream); return false; } catch { return true; }
  }

  close(application, code, reason = '') {
    this.connection.close(application, code, Buffer.from(reason));
    this.advance();
  }

  // Returns once the condition is true.
  until(condition) {
    return new Promise(resolve => { this.waiting.push({ condition, resolve }); this.advance(); });
  }

  advance() {
    this.read();
    this.write();
    clearTimeout(this.timer);
    const timeout = this.connection.timeout();
    if (timeout != null) this.timer = setTimeout(() => { this.connection.onTimeout(); this.advance(); }, timeout + 1);
    this.waiting = this.waiting.filter(({ condition, resolve }) => !condition() || void resolve());
  }

  read() {
    const buffer = Buffer.alloc(65536);
    for (const stream of this.connection.readable()) {
      try {
        for (let part; (part = this.connection.streamRecv(stream, buffer)); ) {
          this.streams[stream] = (this.streams[stream] || '') + buffer.toString('latin1', 0, part[0]);
          this.ended[stream] = part[1];
          if (part[1]) break;
        }
      } catch (error) {
        this.resets[stream] = error.message;
      }
    }
    for (let length; this.connection.dgramRecvQueueLen() && (length = this.connection.dgramRecv(buffer)) != null; ) {
      this.datagrams.push(buffer.toString('latin1', 0, length));
    }
  }

  write() {
    const buffer = Buffer.alloc(1350);
    for (let sent; (sent = this.connection.send(buffer)); ) {
      this.socket.send(Buffer.from(buffer.subarray(0, sent[0])), sent[1].to.port, sent[1].to.host);
    }
  }
}

const bind = at => new Promise(bound => {
  const socket = dgram.createSocket('udp4');
  socket.bind(at, '127.0.0.1', () => bound(socket));
});

// Both ends of a connection, once it is established or has failed. The server forgets it if `state.forgotten`, and then answers packets with a stateless reset.
async function connect({ authority = `${keys}/ca.pem`, state = {} } = {}) {
  const listening = await bind(+port), connecting = await bind(0);
  const local = { host: '127.0.0.1', port: connecting.address().port };
  const client = new End(connecting, quiche.Connection.connect('server.example', crypto.randomBytes(16), local, address, configure({ authority })));
  client.connection.setKeylog(keyLog);
  let server;
  listening.on('message', (data, from) => {
    if (state.forgotten) return reset(listening, data, from);
    if (!server) {
      const id = crypto.randomBytes(16);
      server = new End(listening, quiche.Connection.accept(id, null, address, { host: from.address, port: from.port }, configure({ certificate: 'server', id })));
    }
    server.receive(data, from);
  });
  connecting.on('message', (data, from) => client.receive(data, from));
  await client.until(() => client.connection.isEstablished() || client.connection.localError());
  await server.until(() => server.connection.isEstablished() || server.connection.peerError());
  return { client, server };
}

// A stateless reset, RFC 9000 §10.3: it looks like a packet with a short header, ends with the token, and is shorter than what it answers.
function reset(socket, data, from) {
  const { dcid } = quiche.Header.fromSlice(data, 16);
  const unpredictable = crypto.randomBytes(Math.min(data.length - 1, 40) - 16);
  unpredictable[0] = unpredictable[0] & 0x3f | 0x40;
  socket.send(Buffer.concat([unpredictable, tokenOf(dcid)]), from.port, from.address);
}

const page = name => fs.readFileSync(`${keys}/www/${name}`, 'latin1');

// A request and its response, on a stream of the client.
async function get({ client, server }, stream, name = 'hello.html') {
  client.send(stream, `GET /${name}\r\n`);
  await server.until(() => server.ended[stream]);
  server.send(stream, page(name));
  await client.until(() => client.ended[stream]);
  if (client.streams[stream] !== page(name)) throw new Error(`wrong page on stream ${stream}`);
}

async function end(from, to, application = true, code = 0, reason = '') {
  from.close(application, code, reason);
  await to.until(() => to.connection.isDraining() || to.connection.isClosed());
}

const scenarios = {
  async datagrams() {
    const both = await connect(), { client, server } = both;
    for (const which of ['first', 'second', 'third']) {
      client.sendDatagram(`${which} datagram of the client`);
      await server.until(() => server.datagrams.includes(`${which} datagram of the client`));
      server.sendDatagram(`${which} datagram of the server`);
      await client.until(() => client.datagrams.includes(`${which} datagram of the server`));
      if (which === 'first') await get(both, 0);
    }
    await end(client, server);
  },

  async 'stream-reset'() {
    const both = await connect(), { client, server } = both;
    await get(both, 0);
    // The client resets what it sends; the server then ends its own direction in the usual way.
    client.send(4, 'POST /upload\r\nthe first part', false);
    await server.until(() => (server.streams[4] || '').endsWith('part'));
    client.shut(4, 'Write', 42);
    await server.until(() => server.resets[4]);
    server.send(4, 'the upload was reset');
    await client.until(() => client.ended[4]);
    // The client wants no more of a page; the server then resets what it sends.
    client.send(8, 'GET /small.txt\r\n');
    await server.until(() => server.ended[8]);
    server.send(8, page('small.txt').slice(0, 1000), false);
    await client.until(() => (client.streams[8] || '').length === 1000);
    client.shut(8, 'Read', 7);
    await server.until(() => server.isStopped(8));
    await get(both, 12);
    await end(client, server);
  },

  async 'stateless-reset'() {
    const state = {}, both = await connect({ state }), { client, server } = both;
    await get(both, 0);
    // No packet is under way, so that the next one is the request.
    await server.until(() => server.connection.stats().recv === client.connection.stats().sent);
    clearTimeout(server.timer);
    state.forgotten = true;
    client.send(4, 'GET /small.txt\r\n');
    await client.until(() => client.connection.isDraining() || client.connection.isClosed());
  },

  async 'application-close'() {
    const both = await connect(), { client, server } = both;
    await get(both, 0);
    client.send(4, 'GET /missing.html\r\n');
    await server.until(() => server.ended[4]);
    await end(server, client, true, 0x107, 'no such page');
  },

  async 'refused-by-client'() {
    const { client, server } = await connect({ authority: null });
    console.log(client.connection.localError().errorCode, server.connection.peerError().errorCode);
  },

  // Streams of one direction, two of each side and in between one of both directions.
  async unidirectional() {
    const both = await connect(), { client, server } = both;
    client.send(2, 'first stream of the client');
    await server.until(() => server.ended[2]);
    server.send(3, 'first stream of the server');
    await client.until(() => client.ended[3]);
    await get(both, 0, 'small.txt');
    client.send(6, 'second stream, ', false);
    await server.until(() => server.streams[6]);
    client.send(6, 'in two parts');
    server.send(7, 'second stream of the server');
    await server.until(() => server.ended[6]);
    await client.until(() => client.ended[7]);
    await end(client, server);
  },
};

setTimeout(() => { console.log('timeout'); process.exit(1); }, 8000).unref();
scenarios[scenario]().then(() => { console.log('done'); setImmediate(() => process.exit(0)); }, error => { console.log(error); process.exit(1); });
