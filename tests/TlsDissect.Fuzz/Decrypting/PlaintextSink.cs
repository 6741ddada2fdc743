using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Ssl2;
using TlsDissect.Transport;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>Keeps the plaintext that is shown as authenticated, and the facts of handshakes whose Finished verified.</summary>
internal sealed class PlaintextSink : IConnectionSink
{
    private readonly HashSet<(long, Sender)> _gaps = [];

    /// <summary>One record as it was shown.</summary>
    /// <param name="Connection">Its number in the capture.</param>
    /// <param name="From">Whose keys decrypted it.</param>
    /// <param name="Client">The client, as it was told.</param>
    /// <param name="Server">The server.</param>
    /// <param name="Bytes">The plaintext.</param>
    /// <param name="IsAfterGap">Whether a gap was told since its sender's record before.</param>
    /// <param name="Unsure">Fewer bytes than this at its end may be too many or too few: of a block of SSL 2.0 no MAC tells the data from
    /// the padding.</param>
    public readonly record struct Shown(long Connection, Sender From, IpEndpoint Client, IpEndpoint Server, byte[] Bytes, bool IsAfterGap,
        int Unsure)
    {
        /// <summary>The stream of QUIC.</summary>
        public ulong? Stream { get; init; }
    }

    public List<Shown> Records { get; } = [];

    /// <summary>Each handshake that a Finished is said to verify: what it agreed on.</summary>
    public List<(IpEndpoint Client, IpEndpoint Server, string Facts)> Verified { get; } = [];

    /// <summary>Whether a connection has more than one handshake: only the last one's facts are told.</summary>
    public bool HasSeveralHandshakes { get; private set; }

    public List<string> KeyLogLines { get; } = [];

    public bool WantsApplicationData(ConnectionView connection) => true;

    public void OnApplicationData(ConnectionView connection, ApplicationData data)
    {
        // A changed record under a NULL cipher stays readable. It is shown, and marked.
        if (!data.IsAuthenticated) return;
        Records.Add(
            new Shown(connection.Id, data.From, connection.Client, connection.Server, data.Plaintext.ToArray(),
                _gaps.Remove((connection.Id, data.From)),
            connection.Version == ProtocolVersion.Ssl20 && connection.Summary.Ssl2CipherKind is int id &&
                Ssl2CipherKind.Find(id)?.Mode == CipherMode.Cbc ? 8 : 0)
            { Stream = data.Stream });
    }

    public void OnGap(ConnectionView connection, Sender from, long missing, StreamPosition position) => _gaps.Add((connection.Id, from));

    public void OnSecret(ConnectionView connection, VerifiedSecret secret) =>
        KeyLogLines.Add(KeyLogLine.Format(secret.Label, secret.ClientRandom, secret.Secret, secret.Generation) + "\n");

    /// <summary>A fault costs its connection alone, and would not be found. What a sink throws passes.</summary>
    public void OnInternalError(ConnectionView connection, Exception exception) =>
        throw new InvalidOperationException($"connection {connection.Id}: {exception.Message}", exception);

    public void OnEnd(ConnectionSummary connection)
    {
        if (connection.ClientFinishedVerified != true && connection.ServerFinishedVerified != true) return;
        HasSeveralHandshakes |= connection.Messages.Any(message => message.Handshake > 0);
        // SSL 2.0's Finished covers no handshake messages, but the connection identifiers and the challenge.
        string certificate = connection.ServerCertificates.Length == 0 || connection.Version == ProtocolVersion.Ssl20
            ? ""
            : Convert.ToHexString(connection.ServerCertificates[0].Sha256.Span);
        Verified.Add(
            (connection.Client, connection.Server,
                $"{connection.Version} {connection.CipherSuite:X} {connection.ServerName} {certificate}"));
    }
}
