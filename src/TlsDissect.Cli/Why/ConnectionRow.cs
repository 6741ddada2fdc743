using TlsDissect.Cli.Options;
using TlsDissect.Output;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Why;

/// <summary>A connection as a row of text. Its cells are escaped.</summary>
/// <param name="Id">Number of the connection.</param>
/// <param name="Client">Address and port of the client.</param>
/// <param name="Server">The server's name, if known, and its address and port.</param>
/// <param name="Protocol">Version and key exchange.</param>
/// <param name="Decrypted">What decrypts it, or why nothing does and what would.</param>
internal sealed record ConnectionRow(long Id, string Client, string Server, string Protocol, string Decrypted)
{
    public static ConnectionRow Of(ConnectionFit fit)
    {
        ConnectionSummary connection = fit.Connection;
        return new ConnectionRow(connection.Id, connection.Client.ToString(), ServerOf(connection), ProtocolOf(connection), Verdict(fit));
    }

    /// <summary>Version and key exchange, as in <c>TLS 1.2, ECDHE</c>.</summary>
    public static string ProtocolOf(ConnectionSummary connection)
    {
        string version = connection.Version == ProtocolVersion.None ? "unknown version" : connection.Version.DisplayName();
        return KeyExchange(connection) is string exchange ? $"{version}, {exchange}" : version;
    }

    /// <summary>The kind of key exchange, without its group: connections of one kind need the same keys.</summary>
    private static string? KeyExchange(ConnectionSummary connection) => connection switch
    {
        { CipherSuiteParts: null } => null,
        { CipherSuiteParts.IsTls13: false } => connection.CipherSuiteParts.KeyExchange.DisplayName(),
        // RFC 8446 §2.
        { ForwardSecrecy: false } => "PSK only",
        _ => HandshakeText.OriginOf(connection) == PreSharedKeyOrigin.None ? "(EC)DHE" : "PSK with (EC)DHE",
    };

    private static string ServerOf(ConnectionSummary connection) => connection.ServerName is string name
        ? $"{WireText.Name(name)} ({connection.Server})"
        : connection.Server.ToString();

    /// <summary>The sentence of <c>read</c>, and what identifies the keys that it asks for.</summary>
    private static string Verdict(ConnectionFit fit)
    {
        ConnectionSummary connection = fit.Connection;
        List<string> parts = [DecryptionText.Of(connection, ProgramWording.Options)];
        parts.AddRange(DecryptionText.More(connection, ProgramWording.Options));
        if (fit.NeedsServerKey && fit.Certificate is not null) parts.Add($"its certificate is {new CertificateFit(fit.Certificate)}");
        if (fit.NeedsPreSharedKey && fit.PskIdentity is string identity) parts.Add($"its identity is {Quoted(WireText.Name(identity))}");
        return string.Join("; ", parts);
    }

    /// <summary>An identity may be a word that the sentence could have.</summary>
    private static string Quoted(string name) => name.StartsWith('"') ? name : $"\"{name}\"";
}
