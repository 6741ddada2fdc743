using System.Globalization;
using TlsDissect.Messages.Certificates;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Output.Text;

/// <summary>Writes a connection for a person: who, what was agreed, the handshake as a ladder, who was authenticated, what was decrypted and why not.</summary>
internal sealed class TextConnectionWriter(TextWriter output, TextOptions options)
{
    private const int ValueColumn = 17;
    private const int NarrowestValue = 30;
    private const int MostViolations = 8;

    private readonly TextPalette _palette = options.Palette;
    private readonly LadderWriter _ladder = new(output, options);

    /// <summary>Writes the block, without the data.</summary>
    public void Write(ConnectionSummary connection)
    {
        WriteHandshake(connection);
        WriteRest(connection);
    }

    /// <summary>The first part of the block, as far as the handshake has come: who, what was agreed, the ladder, who was authenticated.</summary>
    internal void WriteHandshake(ConnectionSummary connection)
    {
        WriteTitle(connection);
        if (connection.CarriedBy is Carrier carrier) WriteField("carried by", CarrierText(carrier));
        WriteOutcome(connection.Outcome);
        WriteNegotiated(connection);
        _ladder.Write(connection);
        WriteCertificates("server", connection.ServerCertificates);
        WriteCertificates("client", connection.ClientCertificates);
        WriteAuthentication(connection);
    }

    private void WriteAuthentication(ConnectionSummary connection) =>
        WriteField("authenticated", AuthenticationText.Of(connection), AuthenticationText.IsBad(connection) ? _palette.Bad : "");

    /// <summary>The end of a connection whose handshake was written before: what came after it, and the block's second part.</summary>
    /// <param name="connection">Which is over.</param>
    /// <param name="shownMessages">Messages that were written.</param>
    /// <param name="shownAlerts">Alerts that were written.</param>
    internal void WriteEnd(ConnectionSummary connection, int shownMessages, int shownAlerts)
    {
        output.WriteLine($"{_palette.Title}Connection {connection.Id}{_palette.Reset}  ended  {_palette.Faint}{connection.Last.Time}{_palette.Reset}");
        WriteOutcome(connection.Outcome);
        _ladder.Write(connection, shownMessages, shownAlerts);
        // What was written of it before was as far as the handshake had come.
        if (connection.Outcome?.Result == OutcomeResult.Refused) WriteAuthentication(connection);
        WriteRest(connection);
    }

    /// <summary>What became of the connection. Not known while it is under way.</summary>
    private void WriteOutcome(ConnectionOutcome? outcome)
    {
        if (outcome is null) return;
        string colour = outcome.Result switch
        {
            OutcomeResult.Established => _palette.Good,
            OutcomeResult.Refused or OutcomeResult.Aborted => _palette.Bad,
            _ => "",
        };
        WriteField("outcome", outcome.Text, colour);
    }

    private static string CarrierText(Carrier carrier) => carrier switch
    {
        Carrier.Tds => "TDS (SQL Server)",
        Carrier.Tpkt => "TPKT and COTP (RFC 1006)",
        _ => "OpenVPN over TCP",
    };

    private void WriteRest(ConnectionSummary connection)
    {
        WriteDecryption(connection);
        WriteField("data", DataLine(connection));
        WriteViolations(connection.ViolationList);
        WriteCapture(connection);
        foreach (string note in connection.NoteList) WriteField("note", WireText.Escape(note));
    }

    /// <summary>Number, addresses, name, time.</summary>
    internal void WriteTitle(ConnectionSummary connection)
    {
        (string Text, string Colour)[] parts =
        [
            ($"Connection {connection.Id}", _palette.Title),
            ($"{connection.Client} → {connection.Server}", ""),
            (connection.ServerName is string name ? WireText.Name(name) : "", ""),
            (connection.First.Time.ToString(), _palette.Faint),
            (connection.Previous is long previous ? $"in the TCP connection of connection {previous}" : "", ""),
        ];
        int column = 0;
        foreach ((string text, string colour) in parts.Where(part => part.Text.Length > 0))
        {
            bool fits = column == 0 || options.Width == 0 || column + 2 + text.Length <= options.Width;
            if (!fits) output.WriteLine();
            string before = column == 0 ? "" : "  ";
            output.Write($"{before}{colour}{text}{(colour.Length > 0 ? _palette.Reset : "")}");
            column = (fits ? column : 0) + before.Length + text.Length;
        }

        output.WriteLine();
    }

    private void WriteNegotiated(ConnectionSummary connection)
    {
        if (connection is { Ssl2CipherKind: int kind, CipherSuiteParts: CipherSuite ssl2 })
        {
            WriteField("agreed on", $"{connection.Version.DisplayName()}, {ssl2.Name} (0x{kind:X6})");
            WriteField("suite", SuiteParts(ssl2));
            return;
        }

        if (connection.CipherSuite is not CipherSuiteId id)
        {
            WriteField("agreed on", NothingAgreed(connection));
            return;
        }

        string alpn = connection.Alpn is null ? "" : $", {WireText.Name(connection.Alpn)}";
        WriteField("agreed on", $"{connection.Version.DisplayName()}, {CipherSuites.Name(id)} (0x{(ushort)id:X4}){alpn}");
        if (connection.CipherSuiteParts is CipherSuite suite) WriteField("suite", SuiteParts(suite));
        WriteField("handshake", $"{HandshakeWord(connection)}{ForwardSecrecy(connection)}");
    }

    /// <summary>Whether the two did not agree, or did and the capture does not have it.</summary>
    private static string NothingAgreed(ConnectionSummary connection)
    {
        if (connection.ServerHelloList.Any(hello => hello is { IsPartial: true, IsHelloRetryRequest: false })) return "unknown: the server hello is truncated or malformed";
        return connection.Outcome is { Result: OutcomeResult.Refused or OutcomeResult.Aborted } ? "nothing: the handshake did not come to a server hello" : "unknown: no server hello was captured";
    }

    private static string HandshakeWord(ConnectionSummary connection) => connection.Handshake switch
    {
        HandshakeKind.Full => "full",
        HandshakeKind.Resumed => "resumed from an earlier session",
        _ => "incomplete",
    };

    private static string ForwardSecrecy(ConnectionSummary connection) => connection.ForwardSecrecy switch
    {
        true => ", with forward secrecy",
        false => ", no forward secrecy",
        null => "",
    };

    private static string SuiteParts(CipherSuite suite)
    {
        (string Name, string? Value)[] parts =
        [
            ("key exchange", suite.KeyExchange.DisplayName() ?? (suite.IsTls13 ? "by key share" : null)),
            ("authentication", suite.Authentication.DisplayName() ?? (suite.IsTls13 ? "by certificate or pre-shared key" : null)),
            ("cipher", suite.Cipher.DisplayName()),
            ("mode", suite.Mode.DisplayName()),
            ("MAC", suite.Mac.DisplayName()),
            ("hash", suite.Hash.DisplayName()),
        ];
        return string.Join(" · ", parts.Where(p => p.Value is not null).Select(p => $"{p.Name} {p.Value}"));
    }

    private void WriteCertificates(string whose, IReadOnlyList<CertificateDetails> chain)
    {
        if (chain.Count == 0) return;
        CertificateDetails own = chain[0];
        if (own.IsRawPublicKey)
        {
            WriteField($"{whose} key", $"{WireText.Escape(own.PublicKey)}, raw, without a certificate");
            return;
        }

        WriteField($"{whose} cert", $"{WireText.DistinguishedName(own.Subject)}, issued by {WireText.DistinguishedName(own.Issuer)}");
        WriteField("", $"{WireText.Escape(own.PublicKey)}, {WireText.Escape(own.SignatureAlgorithm)}, valid {Day(own.NotBefore)} to {Day(own.NotAfter)}");
        if (own.SubjectAltNames.Length > 0) WriteField("", $"for {string.Join(", ", own.SubjectAltNames.Select(WireText.Name))}");
        if (own.Malformed is not null) WriteField("", $"malformed: {own.Malformed}", _palette.Bad);
    }

    private void WriteDecryption(ConnectionSummary connection)
    {
        string colour = connection.Status is DecryptionStatus.Decrypted or DecryptionStatus.NotNeeded && connection.IntegrityVerified != false ? _palette.Good : _palette.Bad;
        string key = connection.Secret switch
        {
            SecretSource.RsaKey => $" with the RSA key {Name(connection)}",
            SecretSource.StaticDhKey => $" with the static Diffie-Hellman key {Name(connection)}",
            SecretSource.KeyLog => $" with the key log {Name(connection)}",
            SecretSource.SecretsBlock => " with the capture's own secrets",
            SecretSource.F5Trailer => " with the secrets in the packets' F5 trailers",
            SecretSource.PreSharedKey => connection.Key is null ? " with the pre-shared key" : $" with the pre-shared key of {Name(connection)}",
            SecretSource.Resumed => connection.Key is null ? " with the earlier session's secret" : $" with the earlier session's secret ({Name(connection)})",
            _ => "",
        };
        string status = connection.Status switch
        {
            DecryptionStatus.Decrypted => $"yes,{key}",
            DecryptionStatus.Partial => $"in part,{key}",
            DecryptionStatus.NotNeeded when connection.IntegrityVerified == false => "not needed: the cipher is NULL; the data is not authenticated, as no key verified its MACs",
            DecryptionStatus.NotNeeded => "not needed: the cipher is NULL",
            _ => "no",
        };
        WriteField("decrypted", status + Verified(connection), colour);
        if (!connection.TrialClientRandom.IsEmpty && connection.Reason is null)
            WriteField("", $"the {(connection.IsClientHelloMissing ? "client" : "server")} hello{(connection.IsClientHelloMissing && connection.IsServerHelloMissing ? " and the server hello are" : " is")} not in the capture: the secret was found by trial, and authenticates");
        if (connection.Reason is not null) WriteField("", WireText.EscapeMessage(DecryptionReasons.Explain(connection, options.Wording)));
    }

    private static string Name(ConnectionSummary connection) => WireText.Name(connection.Key ?? "");

    private static string Verified(ConnectionSummary connection) => (connection.ClientFinishedVerified, connection.ServerFinishedVerified) switch
    {
        (true, true) => "; both Finished verified",
        (true, null) => "; the client's Finished verified",
        (null, true) => "; the server's Finished verified",
        (null, null) => "",
        _ => "; a Finished does NOT verify: its sender saw other handshake messages than the capture has",
    };

    /// <summary>What of the connection is not in the capture.</summary>
    private void WriteCapture(ConnectionSummary connection)
    {
        TcpStatistics tcp = connection.Tcp;
        List<string> lacks = [];
        if (!tcp.SeenStart) lacks.Add("starts in the middle of the connection");
        if (tcp.Gaps > 0) lacks.Add($"{Plural.Of(tcp.Gaps, "gap")}, {Plural.Of(tcp.MissingBytes, "byte")} missing");
        // As the reason they are told already.
        if (connection.Reason != DecryptionReason.SkippedBytes)
        {
            AddSkipped(lacks, "client", connection.ClientSkipped);
            AddSkipped(lacks, "server", connection.ServerSkipped);
        }

        if (!tcp.SeenEnd) lacks.Add("ends before the connection does");
        if (lacks.Count > 0) WriteField("capture", string.Join("; ", lacks), _palette.Bad);
    }

    private static void AddSkipped(List<string> lacks, string whose, SkippedBytes skipped)
    {
        if (skipped.Count > 0) lacks.Add($"{Plural.Of(skipped.Count, "byte")} of the {whose} from packet {skipped.Packet} could not be read as TLS records");
    }

    /// <summary>Writes the first violations and the number of further ones.</summary>
    private void WriteViolations(List<ViolationEntry>? violations)
    {
        if (violations is null) return;
        string name = "not read";
        foreach (ViolationEntry violation in violations.Take(MostViolations))
        {
            WriteField(name, LadderWriter.Describe(violation), _palette.Bad);
            name = "";
        }

        if (violations.Count > MostViolations) WriteField(name, $"and {violations.Count - MostViolations} more", _palette.Bad);
    }

    private static string DataLine(ConnectionSummary connection) => connection.ClientData.Records + connection.ServerData.Records == 0
        ? "none"
        : $"client {Amount(connection.ClientData)}, server {Amount(connection.ServerData)}";

    private static string Amount(DirectionCounts counts) => counts.Bytes is long bytes
        ? $"{Plural.Of(bytes, "byte")} in {Plural.Of(counts.Records, "record")}"
        : $"{Plural.Of(counts.CiphertextBytes, "encrypted byte")} in {Plural.Of(counts.Records, "record")}";

    private static string Day(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "?";

    /// <param name="name">Empty for more of the field above.</param>
    /// <param name="value">Wrapped at the terminal's width.</param>
    /// <param name="colour">Of the value.</param>
    private void WriteField(string name, string value, string colour = "")
    {
        foreach (string line in TextWrap.Lines(value, options.Width > 0 ? Math.Max(options.Width - ValueColumn, NarrowestValue) : 0))
        {
            output.WriteLine($"  {_palette.Faint}{name.PadRight(ValueColumn - 4)}{_palette.Reset}  {colour}{line}{(colour.Length > 0 ? _palette.Reset : "")}");
            name = "";
        }
    }
}
