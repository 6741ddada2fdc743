using System.Globalization;
using TlsDissect.Decryption;
using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>The JSON names of <see cref="DecryptionReason"/>, and a sentence for each.</summary>
internal static class DecryptionReasons
{
    /// <summary>The value of <c>decryption.reason</c>.</summary>
    public static string JsonName(this DecryptionReason reason) => reason switch
    {
        DecryptionReason.NoKey => "no_key",
        DecryptionReason.NotInKeyLog => "not_in_key_log",
        DecryptionReason.KeyMismatch => "key_mismatch",
        DecryptionReason.NotTried => "not_tried",
        DecryptionReason.ForwardSecrecy => "forward_secrecy",
        DecryptionReason.MissingClientHello => "missing_client_hello",
        DecryptionReason.MissingServerHello => "missing_server_hello",
        DecryptionReason.MissingKeyExchange => "missing_key_exchange",
        DecryptionReason.ResumedFromUnseenSession => "resumed_from_unseen_session",
        DecryptionReason.UnsupportedCipherSuite => "unsupported_cipher_suite",
        DecryptionReason.BadRecordMac => "bad_record_mac",
        DecryptionReason.StreamGap => "stream_gap",
        DecryptionReason.SkippedBytes => "skipped_bytes",
        DecryptionReason.UnprotectedRecord => "unprotected_record",
        DecryptionReason.NoApplicationData => "no_application_data",
        DecryptionReason.InternalError => "internal_error",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    /// <summary>Whether the sentence names the keys that were given.</summary>
    internal static bool DependsOnKeys(this DecryptionReason reason) =>
        reason is DecryptionReason.NoKey or DecryptionReason.NotInKeyLog or DecryptionReason.KeyMismatch
        or DecryptionReason.ForwardSecrecy or DecryptionReason.MissingClientHello or DecryptionReason.MissingKeyExchange or
        DecryptionReason.ResumedFromUnseenSession;

    /// <summary>Explains in one sentence why a connection is not, or not fully, decrypted, and what would help. Empty if it is.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="wording">How keys and limits are named.</param>
    public static string Explain(ConnectionSummary connection, AdviceWording wording) => connection.Reason switch
    {
        null => "",
        DecryptionReason.NoKey => DecryptionAdvice.NoKey(connection, wording),
        DecryptionReason.NotInKeyLog => KeyLogAdvice.NotInKeyLog(connection, wording),
        DecryptionReason.KeyMismatch =>
            $"{DecryptionAdvice.WrongKey(connection)}; provide {DecryptionAdvice.RightKey(connection, wording)}",
        DecryptionReason.NotTried when connection.ClientHelloList.Count == 0 =>
            $"the ClientHello is not in the capture, so that all logged secrets are tried, and the limit on trial decryption " +
                $"({wording.MaxTrialBytes}, {wording.MaxTrialBytesInAll}) was reached before; raise it, give fewer secrets, or capture " +
                "from the start of the connection",
        DecryptionReason.NotTried =>
            $"not all keys and secrets were tried: the limit on trial decryption ({wording.MaxTrialBytes}, {wording.MaxTrialBytesInAll}) " +
                "was reached; raise it, or give fewer keys",
        DecryptionReason.ForwardSecrecy => DecryptionAdvice.ForwardSecrecy(connection, wording),
        DecryptionReason.MissingClientHello => DecryptionAdvice.MissingClientHello(connection, wording),
        DecryptionReason.MissingServerHello
            when connection.ServerHelloList.Any(hello => hello is { IsPartial: true, IsHelloRetryRequest: false }) =>
            $"the ServerHello is truncated or malformed: the server random or the cipher suite is missing; " +
                $"{LossAdvice.Capture(connection)}",
        DecryptionReason.MissingServerHello =>
            "the ServerHello is not in the capture, so the server random and the cipher suite are unknown; capture both directions from " +
                "the start of the connection",
        DecryptionReason.MissingKeyExchange =>
            $"the ClientKeyExchange is not in the capture, so the encrypted premaster secret is missing; capture both " +
                $"directions{KeyLogAdvice.OrProvide(connection, wording)}",
        DecryptionReason.ResumedFromUnseenSession =>
            $"it resumes a session whose full handshake is not in the capture; capture from that handshake " +
                $"on{KeyLogAdvice.OrProvide(connection, wording)}",
        DecryptionReason.UnsupportedCipherSuite => $"{Unsupported(connection)}; no key helps",
        DecryptionReason.BadRecordMac =>
            "the key was verified, but records do not authenticate: they were changed in transit, or the capture is damaged; capture again",
        DecryptionReason.StreamGap => LossAdvice.StreamGap(connection),
        DecryptionReason.SkippedBytes => $"{Skipped(connection)} that {MissingText.NotReadable(connection.Transport)}: " +
            (connection.Transport == TransportKind.Tcp
                ? "a record header is damaged, the stream ends within a record, or another protocol surrounds TLS"
                : "a header is damaged, or another protocol is in the datagrams"),
        DecryptionReason.UnprotectedRecord => "all protected records were decrypted, but others were not read: " +
            "their sender cannot have sent them there, and they may have been injected",
        DecryptionReason.NoApplicationData => "nothing was sent encrypted, so there is nothing to decrypt",
        DecryptionReason.InternalError =>
            "an internal error of tlsdissect ended the reading of this connection; please report it, with the capture if you can",
        _ => "",
    };

    private static string Unsupported(ConnectionSummary connection) => connection.CipherSuiteParts switch
    {
        null => "the cipher suite is not registered, or the handshake that chose it is damaged",
        CipherSuite suite when !suite.Decrypts() => $"{suite.Name} is not supported",
        _ => "the cipher suite is not supported with this version and compression method",
    };

    private static string Skipped(ConnectionSummary connection)
    {
        (SkippedBytes client, SkippedBytes server) = (connection.ClientSkipped, connection.ServerSkipped);
        string what = connection.Transport == TransportKind.Tcp ? "stream has" : "datagrams have";
        if (client.Count == 0) return $"the server's {what} {Amount(server)}";
        return $"the client's {what} {Amount(client)}{(server.Count > 0 ? $" and the server's {Amount(server)}" : "")}";
    }

    private static string Amount(SkippedBytes skipped) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{skipped.Count:N0} {(skipped.Count == 1 ? "byte" : "bytes")} from packet {skipped.Packet}");
}
