using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The sender's next record is under its next traffic secret (RFC 8446 §4.6.3).</summary>
internal sealed record KeyUpdate() : HandshakeMessage(HandshakeType.KeyUpdate)
{
    /// <summary>request_update: 1 where the other side is asked to do the same.</summary>
    public required byte RequestUpdate { get; init; }

    internal static KeyUpdate Read(ref TlsReader reader) => new()
    {
        RequestUpdate = reader.ReadUInt8("request_update"),
    };
}
