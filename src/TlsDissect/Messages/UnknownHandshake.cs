using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>A message whose type is unknown.</summary>
/// <param name="Type">Its type on the wire.</param>
/// <param name="Length">Size of its body in bytes.</param>
internal sealed record UnknownHandshake(HandshakeType Type, int Length) : HandshakeMessage(Type);

/// <summary>A message of which nothing is needed but that its form is that of its type.</summary>
/// <param name="Type">Its type on the wire.</param>
internal sealed record RareHandshake(HandshakeType Type) : HandshakeMessage(Type);
