namespace TlsDissect;

/// <summary>Statistics of one DTLS connection.</summary>
public sealed class DtlsStatistics : DatagramStatistics
{
    internal DtlsStatistics() { }

    /// <summary>
    /// Whether the server made the client send its hello again with a cookie, to prove its address (RFC 6347 §4.2.1). <c>null</c> if the
    /// start was not captured, and until a cookie comes or the connection is over.
    /// </summary>
    public bool? IsCookieExchanged { get; internal set; }

    /// <summary>
    /// The connection ID in records to the client (RFC 9146 §3): empty if the client wants none in them; <c>null</c> if none was
    /// negotiated.
    /// </summary>
    public ReadOnlyMemory<byte>? ClientConnectionId { get; internal set; }

    /// <summary>The connection ID in records to the server; see <see cref="ClientConnectionId"/>.</summary>
    public ReadOnlyMemory<byte>? ServerConnectionId { get; internal set; }

    /// <summary>Name of the profile that the server chose for SRTP (RFC 5764 §4.1.1); <c>null</c> if none.</summary>
    public string? SrtpProfile { get; internal set; }
}
