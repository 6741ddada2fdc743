using System.Collections.Immutable;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>Connection IDs that the other side is to put in records to the sender (RFC 9147 §9).</summary>
internal sealed record NewConnectionId() : HandshakeMessage(HandshakeType.NewConnectionId)
{
    public required ImmutableArray<ReadOnlyMemory<byte>> ConnectionIds { get; init; }

    /// <summary>usage: 0 to use one of them from now on, 1 to keep them for later.</summary>
    public required byte Usage { get; init; }

    internal static NewConnectionId Read(ref TlsReader reader) => new()
    {
        ConnectionIds = ReadList(reader.ReadVector16("cids")),
        Usage = reader.ReadUInt8("usage"),
    };

    private static ImmutableArray<ReadOnlyMemory<byte>> ReadList(TlsReader list)
    {
        ImmutableArray<ReadOnlyMemory<byte>>.Builder ids = ImmutableArray.CreateBuilder<ReadOnlyMemory<byte>>();
        while (list.HasItem("ConnectionId")) ids.Add(list.ReadOpaque8("cid"));
        return ids.ToImmutable();
    }
}
