using System.Buffers.Binary;

namespace TlsDissect.Protocol;

/// <summary>One whole record. Borrowed: its fragment is valid until the call that received it returns.</summary>
internal readonly ref struct TlsRecord(RecordHeader header, ReadOnlySpan<byte> fragment, StreamPosition position)
{
    public RecordHeader Header { get; } = header;

    /// <summary>The record's body, <see cref="RecordHeader.Length"/> bytes.</summary>
    public ReadOnlySpan<byte> Fragment { get; } = fragment;

    /// <summary>The packet that completed it.</summary>
    public StreamPosition Position { get; } = position;

    /// <summary>
    /// The epoch and the number of a record of DTLS: epoch, 16 bits, and sequence_number, 48 bits (RFC 6347 §4.1). <c>null</c> on a stream,
    /// and while the number is encrypted, as in DTLS 1.3.
    /// </summary>
    public ulong? Number { get; init; }

    /// <summary>The header of a record of DTLS as sent; empty on a stream.</summary>
    public ReadOnlySpan<byte> SentHeader { get; init; }

    /// <summary>The connection ID of a record of DTLS; empty if it has none.</summary>
    public ReadOnlySpan<byte> ConnectionId { get; init; }

    /// <summary>Returns the record as a decryptor sees it.</summary>
    /// <param name="header">Buffer for the <see cref="RecordHeader.Size"/> bytes of a stream's header.</param>
    public ProtectedRecord ToProtected(Span<byte> header)
    {
        if (!SentHeader.IsEmpty)
            return new ProtectedRecord(Header.Type, Header.Version, SentHeader, Fragment) { Number = Number, ConnectionId = ConnectionId };
        header[0] = (byte)Header.Type;
        BinaryPrimitives.WriteUInt16BigEndian(header[1..], (ushort)Header.Version);
        BinaryPrimitives.WriteUInt16BigEndian(header[3..], (ushort)Fragment.Length);
        return new ProtectedRecord(Header.Type, Header.Version, header, Fragment);
    }
}
