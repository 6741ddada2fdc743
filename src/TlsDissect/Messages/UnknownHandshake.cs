using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>A message whose type is unknown, or of which nothing is needed.</summary>
/// <param name="Type">Its type on the wire.</param>
/// <param name="Length">Size of its body in bytes.</param>
internal sealed record UnknownHandshake(HandshakeType Type, int Length) : HandshakeMessage(Type);
