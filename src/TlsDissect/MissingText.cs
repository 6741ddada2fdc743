namespace TlsDissect;

/// <summary>Words for plaintext that is missing, though no bytes of a stream are.</summary>
internal static class MissingText
{
    /// <summary>One record or more: over UDP, lost records are noticed by their numbers, and only by them.</summary>
    public static string Record(TransportKind transport) => OverUdp(transport) ?? "a record could not be decrypted";

    /// <summary>Any number of records.</summary>
    public static string Records(TransportKind transport) => OverUdp(transport) ?? "records could not be decrypted";

    private static string? OverUdp(TransportKind transport) =>
        transport == TransportKind.Udp ? "records are missing or could not be decrypted" : null;
}
