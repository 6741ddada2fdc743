using TlsDissect.Protocol;

namespace TlsDissect.Records.Dtls;

/// <summary>One record of a datagram, as its header tells. Borrowed: valid as long as the datagram.</summary>
internal readonly ref struct DtlsRecord
{
    /// <summary>The outer content type. The unified header has none, and always stands before encrypted data: application_data.</summary>
    public required ContentType Type { get; init; }

    /// <summary>The version in the header; DTLS 1.3 if it is unified.</summary>
    public required ProtocolVersion Version { get; init; }

    /// <summary>The epoch; of a unified header only its low two bits.</summary>
    public required ushort Epoch { get; init; }

    /// <summary>Whether it has the unified header of DTLS 1.3 (RFC 9147 §4).</summary>
    public bool IsUnified { get; init; }

    /// <summary>Epoch and sequence number as 16 and 48 bits; <c>null</c> if it is encrypted, as in a unified header.</summary>
    public ulong? Number { get; init; }

    /// <summary>The connection ID; empty if there is none.</summary>
    public ReadOnlySpan<byte> ConnectionId { get; init; }

    /// <summary>The header as sent.</summary>
    public required ReadOnlySpan<byte> Header { get; init; }

    /// <summary>Length of the fragment according to the header.</summary>
    public required int Length { get; init; }

    /// <summary>The fragment, as far as the datagram has it.</summary>
    public required ReadOnlySpan<byte> Fragment { get; init; }

    /// <summary>Whether the datagram has all of it. It does not if the packet was truncated, or if the header is wrong.</summary>
    public bool IsWhole => Fragment.Length == Length;

    /// <summary>Returns the record as those above the record layers see it.</summary>
    public TlsRecord At(StreamPosition position) => new(new RecordHeader(Type, Version, Length), Fragment, position)
    {
        SentHeader = Header,
        Number = Number,
        ConnectionId = ConnectionId,
    };
}
