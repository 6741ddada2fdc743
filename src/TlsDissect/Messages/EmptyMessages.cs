using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The server's request for a new handshake (RFC 5246 §7.4.1.1).</summary>
internal sealed record HelloRequest() : HandshakeMessage(HandshakeType.HelloRequest);

/// <summary>The end of the server's part of the handshake (RFC 5246 §7.4.5).</summary>
internal sealed record ServerHelloDone() : HandshakeMessage(HandshakeType.ServerHelloDone);

/// <summary>The end of the client's early data; records under the handshake keys follow (RFC 8446 §4.5).</summary>
internal sealed record EndOfEarlyData() : HandshakeMessage(HandshakeType.EndOfEarlyData);
