namespace TlsDissect;

/// <summary>Words for plaintext that is missing.</summary>
internal static class MissingText
{
    /// <summary>One record or more: over UDP, lost records are noticed by their numbers, and only by them.</summary>
    public static string Record(TransportKind transport) => OverUdp(transport) ?? "a record could not be decrypted";

    /// <summary>Any number of records.</summary>
    public static string Records(TransportKind transport) => OverUdp(transport) ?? "records could not be decrypted";

    /// <summary>After a number of bytes of a stream of QUIC: whether their packets were captured is not known.</summary>
    public const string OfStream = "were not captured or not decrypted";

    /// <summary>After a number of bytes that were captured.</summary>
    public static string NotReadable(TransportKind transport) => $"could not be read as {Units(transport)}";

    /// <summary>What a connection consists of on the wire.</summary>
    public static string Units(TransportKind transport) => transport switch
    {
        TransportKind.Udp => "DTLS records",
        TransportKind.Quic => "QUIC packets",
        _ => "TLS records",
    };

    private static string? OverUdp(TransportKind transport) => transport switch
    {
        TransportKind.Udp => "records are missing or could not be decrypted",
        TransportKind.Quic => "packets are missing or could not be decrypted",
        _ => null,
    };
}
