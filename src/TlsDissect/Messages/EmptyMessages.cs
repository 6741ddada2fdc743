using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The server asks for a new handshake (RFC 5246 §7.4.1.1).</summary>
internal sealed record HelloRequest() : HandshakeMessage(HandshakeType.HelloRequest);

/// <summary>The server has sent its part (RFC 5246 §7.4.5).</summary>
internal sealed record ServerHelloDone() : HandshakeMessage(HandshakeType.ServerHelloDone);

/// <summary>The client's early data ends; the handshake's keys follow (RFC 8446 §4.5).</summary>
internal sealed record EndOfEarlyData() : HandshakeMessage(HandshakeType.EndOfEarlyData);
