using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>
/// Plaintext of one record of application data, of one STREAM frame, or of one DATAGRAM frame. Borrowed until the call that receives it
/// returns.
/// </summary>
public readonly ref struct ApplicationData(Sender from, ReadOnlySpan<byte> plaintext, StreamPosition position)
{
    /// <summary>The side that sent it.</summary>
    public Sender From { get; } = from;

    /// <summary>The plaintext. It may be empty.</summary>
    public ReadOnlySpan<byte> Plaintext { get; } = plaintext;

    /// <summary>Whether the record's MAC or tag was verified. <c>false</c> only for a NULL cipher without a key.</summary>
    public bool IsAuthenticated { get; init; } = true;

    /// <summary>The packet that completed the record.</summary>
    public StreamPosition Position { get; } = position;

    /// <summary>The stream of QUIC that it belongs to; <c>null</c> without QUIC, and for a DATAGRAM frame (RFC 9221).</summary>
    public ulong? Stream { get; init; }
}
