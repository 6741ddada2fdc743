using TlsDissect.Protocol;

namespace TlsDissect.Handshake;

/// <summary>A handshake message, parsed and owned.</summary>
/// <param name="Type">Its type on the wire.</param>
public abstract record HandshakeMessage(HandshakeType Type);
