using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>Announces that the sender's next record is under its next traffic secret (RFC 8446 §4.6.3).</summary>
internal sealed record KeyUpdate() : HandshakeMessage(HandshakeType.KeyUpdate)
{
    /// <summary>request_update: 1 if the other side must update its keys too.</summary>
    public required byte RequestUpdate { get; init; }

    internal static KeyUpdate Read(ref TlsReader reader) => new()
    {
        RequestUpdate = reader.ReadUInt8("request_update"),
    };
}
