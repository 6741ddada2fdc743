using TlsDissect.Output.Json;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Output.Text;

/// <summary>The fields of a block that are only written if every detail is wanted: verdicts and counters.</summary>
internal static class ConnectionDetails
{
    /// <summary>Writes the verdicts and counters of a connection that is over.</summary>
    public static void Write(FieldWriter fields, ConnectionSummary connection)
    {
        WriteVerdicts(fields, connection);
        WriteTraffic(fields, connection);
    }

    private static void WriteVerdicts(FieldWriter fields, ConnectionSummary connection)
    {
        fields.Write("proofs", $"server {Proof(connection.ServerAuthentication)}; client {Proof(connection.ClientAuthentication)}");
        fields.Write("",
            $"mutual TLS (both with certificates): {Word(connection.MutualAuthentication)}; forward secrecy: " +
                Word(connection.ForwardSecrecy));
        fields.Write("",
            $"Finished verified: server {Word(connection.ServerFinishedVerified)}, client {Word(connection.ClientFinishedVerified)}");
        if (connection.Secret is SecretSource secret)
            fields.Write("secret", $"{JsonNames.Of(secret)}{(connection.Key is null ? "" : $" {WireText.Name(connection.Key)}")}");
        if (connection.Reason is DecryptionReason reason) fields.Write("reason", reason.JsonName());
        if (!connection.TrialClientRandom.IsEmpty)
            fields.Write("client random", $"{HelloDetails.Hex(connection.TrialClientRandom)}, found by trial");
    }

    private static void WriteTraffic(FieldWriter fields, ConnectionSummary connection)
    {
        string decided = connection.Outcome?.Packet is long packet ? $"; packet {packet} decided the outcome" : "";
        fields.Write("packets", $"{connection.First.Packet} to {connection.Last.Packet}{decided}");
        fields.Write("", $"{connection.First.Time} to {connection.Last.Time}");
        fields.Write("flow", $"Community ID {connection.CommunityId}");
        fields.Write("records", $"client {Counts(connection, Sender.Client)}");
        fields.Write("", $"server {Counts(connection, Sender.Server)}");
        if (connection.Tcp is TcpStatistics tcp) WriteTcp(fields, connection, tcp);
        else if (connection.Dtls is DtlsStatistics dtls) WriteDtls(fields, connection, dtls);
        else if (connection.Quic is QuicStatistics quic) QuicDetails.Write(fields, connection, quic);
    }

    private static void WriteTcp(FieldWriter fields, ConnectionSummary connection, TcpStatistics tcp)
    {
        fields.Write("TCP", $"{Plural.Of(tcp.Gaps, "gap")}, {Plural.Of(tcp.MissingBytes, "byte")} missing, " +
            $"{Plural.Of(connection.ClientSkipped.Count + connection.ServerSkipped.Count, "byte")} skipped");
        fields.Write("",
            $"{Plural.Of(tcp.TruncatedPackets, "packet")} captured truncated: {Plural.Of(tcp.TruncatedBytes, "byte")} of them missing");
        fields.Write("", $"{Plural.Of(tcp.OutOfOrder, "segment")} out of order, {Plural.Of(tcp.Retransmitted, "segment")} retransmitted");
        fields.Write("", $"start {Captured(tcp.SeenStart)}, end {Captured(tcp.SeenEnd)}");
    }

    private static void WriteDtls(FieldWriter fields, ConnectionSummary connection, DtlsStatistics dtls)
    {
        fields.Write("DTLS", $"{Missing(dtls)} missing, {Plural.Of(dtls.OutOfOrder ?? 0, "record")} out of order, " +
            $"{Plural.Of(dtls.Repeated, "record")} repeated, {Plural.Of(dtls.Retransmitted, "handshake fragment")} retransmitted");
        fields.Write("", $"{Plural.Of(dtls.TruncatedPackets, "packet")} captured truncated, " +
            $"{Plural.Of(connection.ClientSkipped.Count + connection.ServerSkipped.Count, "byte")} skipped, " +
            $"{Plural.Of(dtls.OtherDatagrams, "datagram")} of other protocols");
        string cookie = dtls.IsCookieExchanged switch
        {
            true => "with a cookie",
            false => "without a cookie",
            null => "unknown whether with a cookie",
        };
        string srtp = dtls.SrtpProfile is string profile ? $"; SRTP by {profile}" : "";
        fields.Write("", $"{cookie}{srtp}; connection ID to the client {Id(dtls.ClientConnectionId)}, " +
            $"to the server {Id(dtls.ServerConnectionId)}");
        fields.Write("", $"start {Captured(dtls.SeenStart)}, end {Captured(dtls.SeenEnd)}");
    }

    private static string Missing(DtlsStatistics dtls) =>
        dtls.Missing is long missing ? Plural.Of(missing, "record") : "unknown how many records";

    private static string Id(ReadOnlyMemory<byte>? id) =>
        id is not { } bytes ? "none" : bytes.IsEmpty ? "empty" : Convert.ToHexStringLower(bytes.Span);

    private static string Captured(bool isSeen) => isSeen ? "captured" : "not captured";

    private static string Counts(ConnectionSummary connection, Sender side)
    {
        DirectionCounts counts = connection.Data(side);
        return $"{DecryptionText.Records(connection, side)} of data, {Plural.Of(counts.CiphertextBytes, "byte")} encrypted, " +
            (counts.Bytes is long bytes ? $"{Plural.Of(bytes, "byte")} decrypted" : "not decrypted");
    }

    private static string Proof(in PeerAuthentication proof) =>
        (proof.Authenticated switch { true => "authenticated", false => "not authenticated", null => "unknown" }) +
        (proof.Scheme is null ? "" : $" ({proof.Scheme}{(proof.IsDelegated ? ", delegated credential" : "")})");

    private static string Word(bool? value) => value switch { true => "yes", false => "no", null => "unknown" };
}
