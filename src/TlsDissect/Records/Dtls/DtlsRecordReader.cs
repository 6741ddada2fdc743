using TlsDissect.Protocol;

namespace TlsDissect.Records.Dtls;

/// <summary>
/// Reads the records of a datagram (RFC 6347 §4.1, RFC 9146 §4, RFC 9147 §4). A record is never divided over datagrams.
/// </summary>
/// <remarks>
/// <code>
/// DTLS to 1.2   type, version, epoch, sequence_number, length
/// tls12_cid     type, version, epoch, sequence_number, cid, length
/// DTLS 1.3      001CSLEE, cid if C, sequence_number of 1 byte or 2 if S, length if L
/// </code>
/// </remarks>
internal static class DtlsRecordReader
{
    private const byte HasConnectionId = 0b0001_0000;
    private const byte HasLongNumber = 0b0000_1000;
    private const byte EpochMask = 0b0000_0011;

    /// <summary>
    /// Takes the next record from the front of a datagram. Returns <c>false</c> if there is none, or its header is malformed.
    /// </summary>
    /// <param name="datagram">The rest of the datagram. It is unchanged if the result is <c>false</c>.</param>
    /// <param name="connectionIdLength">Length of the connection IDs of this direction, which headers do not tell; 0 for none.</param>
    /// <param name="record">The record, borrowed from the datagram.</param>
    public static bool TryRead(ref ReadOnlySpan<byte> datagram, int connectionIdLength, out DtlsRecord record)
    {
        record = default;
        if (datagram.IsEmpty || !DtlsHeader.IsFirstByte(datagram[0])) return false;
        DecodeError error = default;
        TlsReader reader = new(datagram, ref error);
        bool isUnified = DtlsHeader.IsUnified(datagram[0]);
        Header header = isUnified ? ReadUnified(ref reader, connectionIdLength) : ReadPlain(ref reader, connectionIdLength);
        if (header.Length > RecordHeader.MaxFragmentLength) reader.Fail("length");
        if (error.IsSet) return false;
        ReadOnlySpan<byte> rest = datagram[header.Size..];
        record = new DtlsRecord
        {
            Type = header.Type,
            Version = header.Version,
            Epoch = header.Epoch,
            IsUnified = isUnified,
            Number = header.Number,
            ConnectionId = datagram.Slice(header.IdAt, header.IdLength),
            Header = datagram[..header.Size],
            Length = header.Length,
            Fragment = rest[..Math.Min(header.Length, rest.Length)],
        };
        datagram = rest[record.Fragment.Length..];
        return true;
    }

    /// <summary>Whether the next record has a connection ID, whose length the header does not tell.</summary>
    public static bool MayHaveConnectionId(ReadOnlySpan<byte> datagram) => !datagram.IsEmpty &&
        ((ContentType)datagram[0] == ContentType.Tls12Cid ||
            (DtlsHeader.IsUnified(datagram[0]) && (datagram[0] & HasConnectionId) != 0));

    private readonly record struct Header(ContentType Type, ProtocolVersion Version)
    {
        public ushort Epoch { get; init; }

        public ulong? Number { get; init; }

        public int IdAt { get; init; }

        public int IdLength { get; init; }

        public int Length { get; init; }

        public int Size { get; init; }
    }

    private static Header ReadPlain(ref TlsReader reader, int connectionIdLength)
    {
        ContentType type = (ContentType)reader.ReadUInt8("type");
        ProtocolVersion version = (ProtocolVersion)reader.ReadUInt16("version");
        if (!DtlsHeader.IsVersion(version)) reader.Fail("version");
        ushort epoch = reader.ReadUInt16("epoch");
        ulong number = (ulong)epoch << 48 | (ulong)reader.ReadUInt16("sequence_number") << 32 | reader.ReadUInt32("sequence_number");
        int idAt = reader.Offset, idLength = type == ContentType.Tls12Cid ? SkipConnectionId(ref reader, connectionIdLength) : 0;
        int length = reader.ReadUInt16("length");
        return new Header(type, version)
        {
            Epoch = epoch,
            Number = number,
            IdAt = idAt,
            IdLength = idLength,
            Length = length,
            Size = reader.Offset,
        };
    }

    private static Header ReadUnified(ref TlsReader reader, int connectionIdLength)
    {
        byte flags = reader.ReadUInt8("unified_hdr");
        int idAt = reader.Offset, idLength = (flags & HasConnectionId) != 0 ? SkipConnectionId(ref reader, connectionIdLength) : 0;
        reader.Read((flags & HasLongNumber) != 0 ? sizeof(ushort) : sizeof(byte), "sequence_number");
        // Without a length, the record ends with the datagram.
        int length = DtlsHeader.HasLength(flags) ? reader.ReadUInt16("length") : reader.Remaining;
        return new Header(ContentType.ApplicationData, ProtocolVersion.Dtls13)
        {
            Epoch = (ushort)(flags & EpochMask),
            IdAt = idAt,
            IdLength = idLength,
            Length = length,
            Size = reader.Offset,
        };
    }

    /// <summary>Skips a connection ID, and returns its length. If that is not known, the rest of the header cannot be found.</summary>
    private static int SkipConnectionId(ref TlsReader reader, int length)
    {
        if (length == 0) reader.Fail("cid");
        reader.Read(length, "cid");
        return length;
    }
}
