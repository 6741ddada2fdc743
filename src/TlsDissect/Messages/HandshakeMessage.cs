using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>A handshake message, parsed and owned.</summary>
/// <param name="Type">Its type on the wire.</param>
public abstract record HandshakeMessage(HandshakeType Type)
{
    /// <summary>What of it could not be read, where the rest could: an extension of another form than its type asks for; else <c>null</c>.</summary>
    public virtual string? Malformed => null;
}
