using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>Statistics of one QUIC connection (RFC 9000).</summary>
public sealed class QuicStatistics : DatagramStatistics
{
    internal QuicStatistics() { }

    /// <summary>
    /// The version in use: <c>1</c>, <c>2</c> or another one such as <c>draft-29</c>; <c>null</c> if no long header tells it.
    /// </summary>
    public string? Version { get; internal set; }

    /// <summary>Whether long headers came, which have a version.</summary>
    internal bool HasLongHeaders { get; set; }

    /// <summary>
    /// The version of the client's first packet, if the sides went on in another one without a new attempt (RFC 9368 §2.3); otherwise
    /// <c>null</c>.
    /// </summary>
    public string? FirstVersion { get; internal set; }

    /// <summary>The versions that the server offered in a Version Negotiation packet (§17.2.1); empty if none came.</summary>
    public IReadOnlyList<string> OfferedVersions { get; internal set; } = [];

    /// <summary>Destination connection ID of the client's first Initial packet; <c>null</c> if that was not captured.</summary>
    public ReadOnlyMemory<byte>? OriginalDestinationId { get; internal set; }

    /// <summary>Connection IDs in packets to the client, in the order in which they were seen or issued. The first ones are kept.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> ClientConnectionIds => ClientIdList;

    /// <summary>Connection IDs in packets to the server; see <see cref="ClientConnectionIds"/>.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> ServerConnectionIds => ServerIdList;

    /// <summary>Whether the server made the client begin again with a token, to prove its address (§8.1.2).</summary>
    public bool IsRetried { get; internal set; }

    /// <summary>Transport parameters of the client, by name (§18.2); empty if they were not read.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ClientParameters { get; internal set; } = [];

    /// <summary>Transport parameters of the server, which are encrypted; empty if they were not decrypted.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ServerParameters { get; internal set; } = [];

    /// <summary>The first streams, by ID.</summary>
    public IReadOnlyList<QuicStream> Streams => StreamList;

    /// <summary>Number of streams that are not in <see cref="Streams"/>.</summary>
    public long UnlistedStreams { get; internal set; }

    /// <summary>Number of DATAGRAM frames (RFC 9221) of both sides.</summary>
    public long DatagramFrames { get; internal set; }

    /// <summary>Number of key updates of the client (RFC 9001 §6), as far as its packets were decrypted.</summary>
    public int ClientKeyUpdates { get; internal set; }

    /// <summary>Number of key updates of the server.</summary>
    public int ServerKeyUpdates { get; internal set; }

    /// <summary>The addresses that the connection moved to, in order; the first ones are kept.</summary>
    public IReadOnlyList<QuicPath> Paths => PathList;

    /// <summary>The first CONNECTION_CLOSE; <c>null</c> if none was read.</summary>
    public QuicClose? Close { get; internal set; }

    /// <summary>The side that ended the connection with a stateless reset (§10.3); <c>null</c> if none did.</summary>
    public Sender? ResetBy { get; internal set; }

    /// <summary>
    /// The outcome of a handshake that was not completed, if a packet of QUIC ended it; otherwise <c>null</c>. Alerts are handled as those
    /// of TLS.
    /// </summary>
    /// <param name="place">Text that says how far the handshake came.</param>
    internal ConnectionOutcome? OutcomeOf(string place)
    {
        const ulong NoError = 0;
        if (Close is QuicClose close)
        {
            bool isRefusal = close is { IsApplication: false, ErrorCode: not NoError };
            string what = close.IsApplication ? $"error 0x{close.ErrorCode:x} of the application" : close.Name;
            string why = close.Reason.Length > 0 ? $": {Short(close.Reason)}" : "";
            return new ConnectionOutcome(isRefusal ? OutcomeResult.Refused : OutcomeResult.Aborted,
                $"{(isRefusal ? "refused" : "aborted")} by the {close.By.Name()}{place} with {what}{why}")
            { By = close.By, Packet = close.Packet };
        }

        if (ResetBy is Sender by)
            return new ConnectionOutcome(OutcomeResult.Aborted, $"aborted by the {by.Name()}{place} with a stateless reset") { By = by };
        return OfferedVersions.Count == 0
            ? null
            : new ConnectionOutcome(OutcomeResult.Refused,
                $"refused by the server: it does not speak version {Version} of QUIC, and offers {string.Join(", ", OfferedVersions)}")
            { By = Sender.Server };
    }

    /// <summary>A text from the wire, bounded.</summary>
    private static string Short(string text)
    {
        const int Most = 256;
        if (text.Length <= Most) return text;
        // Not between the halves of a surrogate pair.
        return $"{text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)]}...";
    }

    /// <summary>The server's transport parameters as sent; <c>null</c> if they were not decrypted.</summary>
    internal ReadOnlyMemory<byte>? ServerParameterBytes { get; set; }

    internal List<ReadOnlyMemory<byte>> ClientIdList { get; } = [];

    internal List<ReadOnlyMemory<byte>> ServerIdList { get; } = [];

    internal List<QuicStream> StreamList { get; } = [];

    internal List<QuicPath> PathList { get; } = [];
}
