using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Output.Text;

/// <summary>Whether a connection was decrypted, with what, and why not; and how much data it carried.</summary>
internal static class DecryptionText
{
    /// <summary>Whether all that is protected could be read and was authenticated.</summary>
    public static bool IsGood(ConnectionSummary connection) =>
        connection.Status is DecryptionStatus.Decrypted or DecryptionStatus.NotNeeded && connection.IntegrityVerified != false;

    /// <summary>The answer, the key and the Finished messages. If nothing was decrypted, why.</summary>
    public static string Of(ConnectionSummary connection, AdviceWording wording) => connection.Status switch
    {
        DecryptionStatus.Decrypted => $"yes, {Key(connection)}{Verified(connection)}",
        DecryptionStatus.Partial => $"in part, {Key(connection)}{Verified(connection)}",
        DecryptionStatus.NotNeeded when connection.IntegrityVerified == false =>
            $"not needed: the cipher is NULL; the data is not authenticated, as no key verified its MACs{Verified(connection)}",
        DecryptionStatus.NotNeeded => $"not needed: the cipher is NULL{Verified(connection)}",
        _ when connection.Reason is not null => $"no: {Reason(connection, wording)}{Verified(connection)}",
        _ => $"no{Verified(connection)}",
    };

    /// <summary>What else there is to say, a line each: how the secret was found, and why not all was decrypted.</summary>
    public static IEnumerable<string> More(ConnectionSummary connection, AdviceWording wording)
    {
        if (!connection.TrialClientRandom.IsEmpty && connection.Reason is null)
            yield return $"the secret was found by trial, because the capture lacks the {Missing(connection)}; it authenticates the " +
                "records";
        if (connection.Reason is not null && connection.Status != DecryptionStatus.None) yield return Reason(connection, wording);
    }

    /// <summary>The application data of both sides.</summary>
    public static string Data(ConnectionSummary connection) => connection.ClientData.Records + connection.ServerData.Records == 0
        ? "none"
        : $"client {Amount(connection, Sender.Client)}, server {Amount(connection, Sender.Server)}{Doubt(connection)}";

    /// <summary>In TLS 1.3, encrypted records of tickets, alerts and data look the same (RFC 8446 §5.2).</summary>
    private static string Doubt(ConnectionSummary connection) => !IsBound(connection, Sender.Client) && !IsBound(connection, Sender.Server)
        ? ""
        : connection.Quic is null ? "; tickets and alerts may be among them" : "; packets without data may be among them";

    private static bool IsBound(ConnectionSummary connection, Sender side) =>
        connection.Version.IsTls13() && connection.Data(side) is { Records: > 0, Bytes: null };

    /// <summary>What the capture lacks of the connection; empty if nothing.</summary>
    public static string Lacks(ConnectionSummary connection)
    {
        List<string> lacks = [];
        if (!connection.IsStartSeen) lacks.Add("starts in the middle of the connection");
        if (connection.Dtls is { Missing: long missing and > 0 }) lacks.Add($"{Plural.Of(missing, "record")} missing");
        if (connection.Quic is QuicStatistics quic) AddMissing(lacks, quic);
        if (connection.Tcp is { Gaps: > 0 } tcp)
            lacks.Add($"{Plural.Of(tcp.Gaps, "gap")}, {Plural.Of(tcp.MissingBytes, "byte")} missing{Truncated(tcp)}");
        // Not twice, if they are the reason.
        if (connection.Reason != DecryptionReason.SkippedBytes)
        {
            AddSkipped(lacks, connection, "client", connection.ClientSkipped);
            AddSkipped(lacks, connection, "server", connection.ServerSkipped);
        }

        if (!connection.IsEndSeen && connection.Tcp is not null) lacks.Add("ends before the connection does");
        return string.Join("; ", lacks);
    }

    /// <summary>The snap length, not a loss, may be why bytes are missing.</summary>
    private static string Truncated(TcpStatistics tcp) => tcp.TruncatedBytes == 0 ? ""
        : tcp.TruncatedBytes == tcp.MissingBytes ? " (packets captured truncated)"
        : $" ({Plural.Of(tcp.TruncatedBytes, "byte")} of them in packets captured truncated)";

    private static void AddMissing(List<string> lacks, QuicStatistics quic)
    {
        if (quic.Missing is long packets and > 0) lacks.Add($"{Plural.Of(packets, "packet")} missing");
        if (QuicText.MissingBytes(quic) is long bytes and > 0) lacks.Add($"{Plural.Of(bytes, "byte")} of streams missing");
    }

    private static void AddSkipped(List<string> lacks, ConnectionSummary connection, string whose, SkippedBytes skipped)
    {
        if (skipped.Count > 0)
            lacks.Add($"{Plural.Of(skipped.Count, "byte")} of the {whose} from packet {skipped.Packet} " +
                MissingText.NotReadable(connection.Transport));
    }

    private static string Key(ConnectionSummary connection) => connection.Secret switch
    {
        SecretSource.RsaKey => $"with the RSA key {Name(connection)}",
        SecretSource.StaticDhKey => $"with the static Diffie-Hellman key {Name(connection)}",
        SecretSource.KeyLog => $"with the key log {Name(connection)}",
        SecretSource.SecretsBlock => "with the secrets in the capture itself",
        SecretSource.F5Trailer => "with the secrets in the packets' F5 trailers",
        // The premaster secret is made of both (RFC 4279 §4).
        SecretSource.PreSharedKey when connection.CipherSuiteParts?.KeyExchange == KeyExchange.RsaPsk && connection.Key is not null =>
            $"with the server's RSA key and the pre-shared key of {Name(connection)}",
        SecretSource.PreSharedKey => connection.Key is null ? "with the pre-shared key" : $"with the pre-shared key of {Name(connection)}",
        SecretSource.Resumed =>
            connection.Key is null ? "with the earlier session's secret" : $"with the earlier session's secret ({Name(connection)})",
        _ => "without a key",
    };

    private static string Name(ConnectionSummary connection) => WireText.Name(connection.Key ?? "");

    private static string Reason(ConnectionSummary connection, AdviceWording wording) =>
        WireText.EscapeMessage(DecryptionReasons.Explain(connection, wording));

    private static string Missing(ConnectionSummary connection) => (connection.IsClientHelloMissing, connection.IsServerHelloMissing) switch
    {
        (true, true) => "client hello and the server hello",
        (true, _) => "client hello",
        _ => "server hello",
    };

    private static string Verified(ConnectionSummary connection) =>
        (connection.ClientFinishedVerified, connection.ServerFinishedVerified) switch
        {
            (true, true) => "; both Finished verified",
            (true, null) => "; the client's Finished verified",
            (null, true) => "; the server's Finished verified",
            (null, null) => "",
            _ => "; a Finished does NOT verify: its sender saw other handshake messages than the capture has",
        };

    private static string Amount(ConnectionSummary connection, Sender side) => connection.Data(side) switch
    {
        { Records: 0 } when Presence.IsMissing(connection, side) => "not captured",
        { Records: 0 } => "none",
        { Bytes: long bytes } => $"{Plural.Of(bytes, "byte")} in {Records(connection, side)}",
        { CiphertextBytes: long bytes } =>
            $"{(connection.Version.IsTls13() ? "at most " : "")}{Plural.Of(bytes, "encrypted byte")} in {Records(connection, side)}",
    };

    /// <summary>The number of a side's records of data. QUIC has packets instead.</summary>
    public static string Records(ConnectionSummary connection, Sender side) =>
        Plural.Of(connection.Data(side).Records, connection.Quic is null ? "record" : "packet");
}
