using TlsDissect.Connections;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Tcp;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>Keeps what is shown as authenticated, and what is said of handshakes whose Finished verified.</summary>
internal sealed class PlaintextSink : IConnectionSink
{
    private readonly HashSet<(long, Sender)> _gaps = [];

    /// <summary>One record as it was shown.</summary>
    /// <param name="Connection">Its number in the capture.</param>
    /// <param name="Source">Who sent it, by the connection's roles.</param>
    /// <param name="Destination">To whom.</param>
    /// <param name="Bytes">The plaintext.</param>
    /// <param name="IsAfterGap">Whether a gap was told since its sender's record before.</param>
    public readonly record struct Shown(long Connection, IpEndpoint Source, IpEndpoint Destination, byte[] Bytes, bool IsAfterGap);

    public List<Shown> Records { get; } = [];

    /// <summary>Each handshake that a Finished is said to verify: what it agreed on.</summary>
    public List<(IpEndpoint Client, IpEndpoint Server, string Facts)> Verified { get; } = [];

    /// <summary>Whether a connection has more than one handshake: only the last one's facts are told.</summary>
    public bool HasSeveralHandshakes { get; private set; }

    /// <summary>Connections of which neither hello was seen: which side is the client is told by the secrets that decrypt their records, and a record may be put into either.</summary>
    public HashSet<long> WithoutHellos { get; } = [];

    public List<string> KeyLogLines { get; } = [];

    public bool WantsApplicationData(ConnectionSummary connection) => true;

    public void OnMessage(ConnectionSummary connection, MessageEntry message) { }

    public void OnAlert(ConnectionSummary connection, AlertEntry alert) { }

    public void OnApplicationData(ConnectionSummary connection, in ApplicationData data)
    {
        (IpEndpoint source, IpEndpoint destination) = data.From == Sender.Client ? (connection.Client, connection.Server) : (connection.Server, connection.Client);
        Records.Add(new Shown(connection.Id, source, destination, data.Plaintext.ToArray(), _gaps.Remove((connection.Id, data.From))));
    }

    public void OnGap(ConnectionSummary connection, Sender from, long missing, StreamPosition position) => _gaps.Add((connection.Id, from));

    public void OnSecret(ConnectionSummary connection, in ProvedSecret secret) =>
        KeyLogLines.Add(KeyLogLine.Format(secret.Label, secret.ClientRandom, secret.Secret, secret.Generation) + "\n");

    public void OnEnd(ConnectionSummary connection)
    {
        if (connection.IsClientHelloMissing && connection.IsServerHelloMissing) WithoutHellos.Add(connection.Id);
        if (connection.ClientFinishedVerified != true && connection.ServerFinishedVerified != true) return;
        HasSeveralHandshakes |= connection.Messages.Any(message => message.Handshake > 0);
        // SSL 2.0's Finished covers no handshake messages, but the connection identifiers and the challenge.
        string certificate = connection.ServerCertificates.Count == 0 || connection.Version == ProtocolVersion.Ssl20 ? "" : Convert.ToHexString(connection.ServerCertificates[0].Sha256);
        Verified.Add((connection.Client, connection.Server, $"{connection.Version} {connection.CipherSuiteId:X4} {connection.ServerName} {certificate}"));
    }
}
