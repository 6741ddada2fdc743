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

    /// <summary>Returns the record as a decryptor sees it.</summary>
    /// <param name="header">Buffer for its <see cref="RecordHeader.Size"/> bytes.</param>
    public ProtectedRecord ToProtected(Span<byte> header)
    {
        header[0] = (byte)Header.Type;
        BinaryPrimitives.WriteUInt16BigEndian(header[1..], (ushort)Header.Version);
        BinaryPrimitives.WriteUInt16BigEndian(header[3..], (ushort)Fragment.Length);
        return new ProtectedRecord(Header.Type, Header.Version, header, Fragment);
    }
}
