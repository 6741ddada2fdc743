using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>One stream of a QUIC connection (RFC 9000 §2).</summary>
public sealed class QuicStream
{
    internal QuicStream(ulong id) => Id = id;

    /// <summary>Its ID. The lowest bit tells who opened it, the next one whether it has one direction only.</summary>
    public ulong Id { get; }

    /// <summary>The data of the client.</summary>
    public QuicStreamSide Client { get; } = new();

    /// <summary>The data of the server.</summary>
    public QuicStreamSide Server { get; } = new();

    internal QuicStreamSide Of(Sender sender) => sender == Sender.Client ? Client : Server;
}
