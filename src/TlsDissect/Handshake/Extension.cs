using TlsDissect.Protocol;

namespace TlsDissect.Handshake;

/// <summary>An extension as on the wire.</summary>
/// <param name="Type">Its registered number.</param>
/// <param name="Data">extension_data.</param>
public sealed record Extension(ExtensionType Type, byte[] Data)
{
    /// <summary>What is wrong and where, counted from the message body's start, where <see cref="Data"/> does not have the form that its type asks for.</summary>
    public string? Malformed { get; init; }
}
