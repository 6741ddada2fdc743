using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>A handshake message, parsed and owned.</summary>
/// <param name="Type">Its type on the wire.</param>
public abstract record HandshakeMessage(HandshakeType Type)
{
    /// <summary>
    /// The part that could not be read although the rest could, such as an extension whose form does not match its type; otherwise
    /// <c>null</c>.
    /// </summary>
    public virtual string? Malformed => null;
}
