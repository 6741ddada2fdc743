using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>Asks the other side for connection IDs to put in records to it (RFC 9147 §9).</summary>
internal sealed record RequestConnectionId() : HandshakeMessage(HandshakeType.RequestConnectionId)
{
    /// <summary>num_cids: how many are wanted.</summary>
    public required byte Count { get; init; }

    internal static RequestConnectionId Read(ref TlsReader reader) => new()
    {
        Count = reader.ReadUInt8("num_cids"),
    };
}
