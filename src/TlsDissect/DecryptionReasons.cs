using System.Globalization;

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
    internal static bool DependsOnKeys(this DecryptionReason reason) => reason is DecryptionReason.NoKey or DecryptionReason.NotInKeyLog or DecryptionReason.KeyMismatch
        or DecryptionReason.ForwardSecrecy or DecryptionReason.MissingClientHello or DecryptionReason.MissingKeyExchange or DecryptionReason.ResumedFromUnseenSession;

    /// <summary>Explains in one sentence why a connection is not, or not fully, decrypted, and what would help. Empty if it is.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="wording">How keys and limits are named.</param>
    public static string Explain(ConnectionSummary connection, AdviceWording wording) => connection.Reason switch
    {
        null => "",
        DecryptionReason.NoKey => DecryptionAdvice.NoKey(connection, wording),
        DecryptionReason.NotInKeyLog => KeyLogAdvice.NotInKeyLog(connection, wording),
        DecryptionReason.KeyMismatch => $"{DecryptionAdvice.WrongKey(connection)}; provide {DecryptionAdvice.RightKey(connection, wording)}",
        DecryptionReason.NotTried => $"not all keys and secrets were tried: the limit of trials ({wording.MaxTrialBytes}, {wording.MaxTrialBytesInAll}) was used up; raise it, or give fewer",
        DecryptionReason.ForwardSecrecy => DecryptionAdvice.ForwardSecrecy(connection, wording),
        DecryptionReason.MissingClientHello => DecryptionAdvice.MissingClientHello(connection, wording),
        DecryptionReason.MissingServerHello when connection.ServerHelloList.Any(hello => hello is { IsPartial: true, IsHelloRetryRequest: false }) =>
            $"the ServerHello is truncated or malformed: the server random or the cipher suite is missing; {LossAdvice.Capture(connection.Tcp)}",
        DecryptionReason.MissingServerHello => "the ServerHello is not in the capture, and with it the server random and the cipher suite; capture both directions from the connection's start",
        DecryptionReason.MissingKeyExchange => $"the ClientKeyExchange is not in the capture, and with it the encrypted premaster secret; capture both directions{KeyLogAdvice.OrProvide(connection, wording)}",
        DecryptionReason.ResumedFromUnseenSession => $"it resumes a session that was made outside the capture; capture from that session's full handshake on{KeyLogAdvice.OrProvide(connection, wording)}",
        DecryptionReason.UnsupportedCipherSuite => "the cipher suite is not supported, or the handshake that chose it is damaged",
        DecryptionReason.BadRecordMac => "the key is right, as it was verified, but records do not authenticate: they were changed on their way, or the capture is damaged",
        DecryptionReason.StreamGap => LossAdvice.StreamGap(connection.Tcp),
        DecryptionReason.SkippedBytes => $"{Skipped(connection)} that could not be read as TLS records: a damaged record header, " +
            "a stream that ends within a record, or another protocol around or after TLS",
        DecryptionReason.UnprotectedRecord => "all that is protected was decrypted, but other records or messages came that their sender cannot have sent there: " +
            "they were not read, and may have been injected",
        DecryptionReason.NoApplicationData => "nothing was sent under encryption: there is nothing to decrypt",
        DecryptionReason.InternalError => "an internal error of tlsdissect: the rest of this connection was not read; please report it, with the capture if you can",
        _ => "",
    };

    private static string Skipped(ConnectionSummary connection)
    {
        (SkippedBytes client, SkippedBytes server) = (connection.ClientSkipped, connection.ServerSkipped);
        if (client.Count == 0) return $"the server's stream has {Amount(server)}";
        return $"the client's stream has {Amount(client)}{(server.Count > 0 ? $" and the server's {Amount(server)}" : "")}";
    }

    private static string Amount(SkippedBytes skipped) => string.Create(CultureInfo.InvariantCulture, $"{skipped.Count:N0} {(skipped.Count == 1 ? "byte" : "bytes")} from packet {skipped.Packet}");
}
