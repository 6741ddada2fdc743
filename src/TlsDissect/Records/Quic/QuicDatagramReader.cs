using TlsDissect.Decryption.Quic;
using TlsDissect.Protocol;

namespace TlsDissect.Records.Quic;

/// <summary>
/// Reads the packets of one datagram (RFC 9000 §12.2). A packet with a length may be followed by another one. Malformed bytes, and those
/// that have no length, extend to the end of the datagram.
/// </summary>
internal ref struct QuicDatagramReader
{
    private const byte LongForm = 0x80;

    private readonly ref DecodeError _error;
    private readonly int _shortIdLength;
    private ReadOnlySpan<byte> _rest;

    /// <param name="datagram">Borrowed for the reader's life.</param>
    /// <param name="shortIdLength">Length of the connection ID in short headers, which do not contain it. The receiver chose it.</param>
    /// <param name="error">Receives the error of the last packet, if it is malformed.</param>
    public QuicDatagramReader(ReadOnlySpan<byte> datagram, int shortIdLength, ref DecodeError error)
    {
        _rest = datagram;
        _shortIdLength = shortIdLength;
        _error = ref error;
    }

    /// <summary>The version to read packets of reserved versions in; <c>null</c> to read the start of their header only.</summary>
    public QuicVersion? ReservedAs { get; init; }

    /// <summary>Reads the next packet, which may be malformed. Returns <c>false</c> at the end of the datagram.</summary>
    public bool TryRead(out QuicPacketHeader header)
    {
        header = default;
        if (_rest.IsEmpty) return false;
        header = (_rest[0] & LongForm) != 0 ? ReadLong() : ReadShort();
        _rest = _rest[header.Packet.Length..];
        return true;
    }

    /// <summary>Reads a short header (§17.3.1).</summary>
    private readonly QuicPacketHeader ReadShort()
    {
        TlsReader reader = new(_rest, ref _error);
        reader.ReadUInt8("form");
        ReadOnlySpan<byte> destination = reader.Read(_shortIdLength, "destination_connection_id");
        return new QuicPacketHeader
        {
            Packet = _rest,
            Type = QuicPacketType.OneRtt,
            DestinationId = destination,
            NumberOffset = reader.Offset,
            IsMalformed = reader.Failed,
        };
    }

    /// <summary>Reads a long header (§17.2). Up to the connection IDs, it is the same in all versions (RFC 8999 §5.1).</summary>
    private readonly QuicPacketHeader ReadLong()
    {
        TlsReader reader = new(_rest, ref _error);
        byte form = reader.ReadUInt8("form");
        uint number = reader.ReadUInt32("version");
        QuicVersion? version = QuicVersion.Find(number) ?? (QuicVersion.IsReserved(number) ? ReservedAs : null);
        ReadOnlySpan<byte> destination = ReadConnectionId(ref reader, version, "destination_connection_id");
        ReadOnlySpan<byte> source = ReadConnectionId(ref reader, version, "source_connection_id");

        QuicPacketType type = number == QuicVersion.Negotiation ? QuicPacketType.VersionNegotiation
            : version?.Types[form >> 4 & 3] ?? QuicPacketType.Unknown;
        ReadOnlySpan<byte> versions = type == QuicPacketType.VersionNegotiation ? ReadVersions(ref reader) : default;
        bool isOldRetry = type == QuicPacketType.Retry && version is { HasRetryTag: false };
        ReadOnlySpan<byte> original = isOldRetry ? ReadOriginal(ref reader) : default;
        ReadOnlySpan<byte> token = type switch
        {
            QuicPacketType.Initial => reader.Read(ToInt32(reader.ReadVarint("token_length")), "token"),
            QuicPacketType.Retry when isOldRetry => reader.ReadToEnd("retry_token"),
            QuicPacketType.Retry => ReadRetry(ref reader),
            _ => default,
        };
        int numberOffset = 0, end = _rest.Length;
        if (type is QuicPacketType.Initial or QuicPacketType.ZeroRtt or QuicPacketType.Handshake)
        {
            int length = ToInt32(reader.ReadVarint("length"));
            numberOffset = reader.Offset;
            reader.Read(length, "payload");
            end = reader.Offset;
        }

        return new QuicPacketHeader
        {
            Packet = reader.Failed ? _rest : _rest[..end],
            Type = type,
            VersionNumber = number,
            Version = version,
            DestinationId = destination,
            SourceId = source,
            OriginalId = original,
            Token = token,
            NumberOffset = numberOffset,
            SupportedVersions = versions,
            IsMalformed = reader.Failed,
        };
    }

    /// <summary>Known versions limit the length; in others, and in Version Negotiation, it may be any.</summary>
    private static ReadOnlySpan<byte> ReadConnectionId(scoped ref TlsReader reader, QuicVersion? version, string what)
    {
        int length = reader.ReadUInt8(what);
        if (version is not null && length > QuicVersion.LongestConnectionId) reader.Fail(what);
        return reader.Read(length, what);
    }

    /// <summary>Reads the list of a Version Negotiation packet (§17.2.1).</summary>
    private static ReadOnlySpan<byte> ReadVersions(scoped ref TlsReader reader)
    {
        if (reader.IsEmpty || reader.Remaining % sizeof(uint) != 0) reader.Fail("supported_version");
        return reader.ReadToEnd("supported_version");
    }

    /// <summary>Reads the token of a Retry packet, and the tag after it (§17.2.5).</summary>
    private static ReadOnlySpan<byte> ReadRetry(scoped ref TlsReader reader)
    {
        ReadOnlySpan<byte> token = reader.Read(reader.Remaining - RetryIntegrity.TagLength, "retry_integrity_tag");
        reader.Read(RetryIntegrity.TagLength, "retry_integrity_tag");
        return token;
    }

    /// <summary>Reads the connection ID that a Retry without a tag repeats (draft-ietf-quic-transport-24 §17.2.5).</summary>
    private static ReadOnlySpan<byte> ReadOriginal(scoped ref TlsReader reader) =>
        reader.Read(reader.ReadUInt8("original_destination_connection_id"), "original_destination_connection_id");

    /// <summary>A length that does not fit is longer than every datagram.</summary>
    private static int ToInt32(ulong length) => (int)Math.Min(length, int.MaxValue);
}
