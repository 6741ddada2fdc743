using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>One stream of a QUIC connection (RFC 9000 §2).</summary>
public sealed class QuicStream
{
    internal QuicStream(ulong id)
    {
        Id = id;
        if (HasDataOf(Sender.Client, id)) Client = new();
        if (HasDataOf(Sender.Server, id)) Server = new();
    }

    /// <summary>Its ID. The lowest bit tells who opened it, the next one whether it has one direction only.</summary>
    public ulong Id { get; }

    /// <summary>The data of the client; <c>null</c> if the stream has one direction, and the server opened it.</summary>
    public QuicStreamSide? Client { get; private set; }

    /// <summary>The data of the server; <c>null</c> if the stream has one direction, and the client opened it.</summary>
    public QuicStreamSide? Server { get; private set; }

    /// <summary>Whether it has one direction only.</summary>
    internal bool IsOneWay => IsOneWayId(Id);

    internal Sender OpenedBy => OpenerOf(Id);

    /// <summary>The data of a side. A side that must not send any gets some if it did.</summary>
    internal QuicStreamSide Of(Sender sender) => sender == Sender.Client ? Client ??= new() : Server ??= new();

    /// <summary>Whether a stream has data of a side (§2.1).</summary>
    internal static bool HasDataOf(Sender side, ulong id) => !IsOneWayId(id) || side == OpenerOf(id);

    internal static bool IsOneWayId(ulong id) => (id & 2) != 0;

    private static Sender OpenerOf(ulong id) => (id & 1) != 0 ? Sender.Server : Sender.Client;
}
