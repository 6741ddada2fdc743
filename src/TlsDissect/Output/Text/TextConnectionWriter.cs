using System.Collections.Immutable;
using TlsDissect.Messages.Certificates;

namespace TlsDissect.Output.Text;

/// <summary>
/// Writes a connection as a block of text, the answer first: outcome, decryption, authentication, cipher suite, certificates, data. The
/// handshake follows as a ladder.
/// </summary>
internal sealed class TextConnectionWriter(TextWriter output, TextOptions options)
{
    private const int MostViolations = 8;

    private readonly TextPalette _palette = options.Palette;
    private readonly FieldWriter _fields = new(output, options);
    private readonly LadderWriter _ladder = new(output, options);

    /// <summary>Returns the number of bytes written so far; <c>null</c> if that is not known.</summary>
    internal Func<int>? Position { get; init; }

    /// <summary>The place of the last connection's findings, if <see cref="Position"/> is set.</summary>
    internal FindingsPlace FindingsAt { get; private set; }

    /// <summary>Writes the block, without the data.</summary>
    public void Write(ConnectionSummary connection)
    {
        WriteTitle(connection);
        WriteStartTls(connection);
        WriteCarrier(connection);
        WriteQuic(connection);
        WriteOutcome(connection);
        WriteDecryption(connection);
        WriteAgreed(connection);
        WriteRest(connection);
        if (options.Verbose) ConnectionDetails.Write(_fields, connection);
        _ladder.Write(connection);
    }

    /// <summary>The block of a connection that is under way: the handshake as far as it has come.</summary>
    internal void WriteHandshake(ConnectionSummary connection)
    {
        WriteTitle(connection);
        WriteStartTls(connection);
        WriteCarrier(connection);
        WriteQuic(connection);
        WriteOutcome(connection);
        WriteAgreed(connection);
        _ladder.Write(connection);
    }

    /// <summary>The end of a connection whose handshake was written before.</summary>
    /// <param name="connection">It is over.</param>
    /// <param name="shownMessages">Number of messages that were written.</param>
    /// <param name="shownAlerts">Number of alerts that were written.</param>
    internal void WriteEnd(ConnectionSummary connection, int shownMessages, int shownAlerts)
    {
        output.WriteLine(
            $"{_palette.Title}Connection {connection.Id}{_palette.Reset}  ended  {_palette.Faint}{connection.Last.Time}{_palette.Reset}");
        WriteOutcome(connection);
        WriteDecryption(connection);
        // A refusal takes back what was written before the end.
        if (connection.Outcome?.Result == OutcomeResult.Refused) WriteAuthentication(connection);
        WriteRest(connection);
        if (options.Verbose) ConnectionDetails.Write(_fields, connection);
        _ladder.Write(connection, shownMessages, shownAlerts);
    }

    /// <summary>Number, addresses, name, time.</summary>
    internal void WriteTitle(ConnectionSummary connection)
    {
        (string Text, string Colour)[] parts =
        [
            ($"Connection {connection.Id}", _palette.Title),
            ($"{connection.Client} {options.Glyphs.ToServer} {connection.Server}", ""),
            (connection.ServerName is string name ? WireText.Name(name) : "", ""),
            (connection.First.Time.ToString(), _palette.Faint),
            (connection.Previous is long previous ? $"in the {connection.FlowName} of connection {previous}" : "", ""),
        ];
        int column = 0;
        foreach ((string text, string colour) in parts)
        {
            if (text.Length == 0) continue;
            bool fits = column == 0 || options.Width == 0 || column + 2 + text.Length <= options.Width;
            if (!fits) output.WriteLine();
            string before = column == 0 ? "" : "  ";
            output.Write($"{before}{colour}{text}{(colour.Length > 0 ? _palette.Reset : "")}");
            column = (fits ? column : 0) + before.Length + text.Length;
        }

        output.WriteLine();
    }

    private void WriteCarrier(ConnectionSummary connection)
    {
        if (connection.CarriedBy is not Carrier carrier) return;
        _fields.Write("carried by", carrier switch
        {
            Carrier.Tds => "TDS (SQL Server)",
            Carrier.Tpkt => "TPKT and COTP (RFC 1006)",
            _ => "OpenVPN over TCP",
        });
    }

    private void WriteQuic(ConnectionSummary connection)
    {
        if (connection.Quic is QuicStatistics quic) _fields.Write("QUIC", QuicText.Beginning(quic));
    }

    private void WriteStartTls(ConnectionSummary connection)
    {
        if (connection.StartTls is StartTls before) _fields.Write("begun with", StartTlsText.Of(before));
    }

    /// <summary>What became of the connection, once it is over, and what kind of handshake it had.</summary>
    private void WriteOutcome(ConnectionSummary connection)
    {
        const string Established = "established";
        string handshake = HandshakeText.Of(connection);
        if (connection.Outcome is not ConnectionOutcome outcome)
        {
            _fields.Write("agreed on", handshake);
        }
        else if (outcome.Result == OutcomeResult.Established)
        {
            _fields.Write("outcome", $"{Established}: {handshake}", _palette.Good);
            string more = outcome.Text.StartsWith(Established, StringComparison.Ordinal)
                ? outcome.Text[Established.Length..].TrimStart(':', ' ')
                : outcome.Text;
            if (more.Length > 0) _fields.Write("", more);
        }
        else
        {
            bool isBad = outcome.Result is OutcomeResult.Refused or OutcomeResult.Aborted;
            _fields.Write("outcome", WireText.Escape(outcome.Text), isBad ? _palette.Bad : "");
            bool isKnown = HandshakeText.IsAgreed(connection) || outcome.Result != OutcomeResult.NotSeen;
            if (isKnown) _fields.Write("agreed on", handshake);
        }
    }

    private void WriteDecryption(ConnectionSummary connection)
    {
        _fields.Write("decrypted", DecryptionText.Of(connection, options.Wording),
            DecryptionText.IsGood(connection) ? _palette.Good : _palette.Bad);
        foreach (string line in DecryptionText.More(connection, options.Wording)) _fields.Write("", line);
    }

    /// <summary>Who was authenticated, and what the two sides agreed on.</summary>
    private void WriteAgreed(ConnectionSummary connection)
    {
        WriteAuthentication(connection);
        if (EchText.Of(connection, options.Verbose) is string hello) _fields.Write("ECH", hello);
        if (SuiteText.Of(connection) is string suite)
        {
            _fields.Write("cipher suite", suite);
            if (SuiteText.Parts(connection, options.Glyphs) is { Length: > 0 } parts) _fields.Write("", parts);
        }

        WriteCertificates("server", connection.ServerCertificates, connection.ServerJudgement);
        WriteCertificates("client", connection.ClientCertificates, connection.ClientJudgement);
    }

    private void WriteCertificates(string side, ImmutableArray<CertificateDetails> chain, CertificateJudgement? judgement)
    {
        if (options.Verbose) CertificateText.WriteChain(_fields, side, chain);
        else CertificateText.Write(_fields, side, chain, judgement);
        if (judgement is not null) JudgementText.Write(_fields, judgement, options);
    }

    private void WriteAuthentication(ConnectionSummary connection) =>
        _fields.Write("authenticated", AuthenticationText.Of(connection), AuthenticationText.IsBad(connection) ? _palette.Bad : "");

    private void WriteRest(ConnectionSummary connection)
    {
        // ALPN is in the outcome.
        if (connection.ApplicationProtocol is ApplicationProtocol protocol &&
            (options.Verbose || protocol.By != ApplicationProtocolSource.Alpn))
            _fields.Write("protocol", ApplicationText.Of(protocol));
        _fields.Write("data", DecryptionText.Data(connection));
        if (connection.Quic is QuicStatistics quic) WriteEndOf(quic);
        if (LatencyText.Of(connection, options.Verbose) is { Length: > 0 } latency) _fields.Write("latency", latency);
        int start = Position?.Invoke() ?? 0;
        FindingText.Write(_fields, connection.Findings, options);
        FindingsAt = new FindingsPlace(start, (Position?.Invoke() ?? 0) - start);
        PolicyText.Write(_fields, connection.Policy, _palette);
        WriteViolations(connection.ViolationList);
        if (DecryptionText.Lacks(connection) is { Length: > 0 } lacks) _fields.WriteBad("capture", lacks);
        foreach (string note in connection.NoteList) _fields.Write("note", WireText.Escape(note));
    }

    private void WriteEndOf(QuicStatistics quic)
    {
        if (QuicText.Streams(quic) is { Length: > 0 } streams) _fields.Write("", streams);
        if (QuicText.End(quic) is string end) _fields.Write("closed", end);
    }

    /// <summary>Writes the first violations and the number of further ones; all of them if every detail is wanted.</summary>
    private void WriteViolations(List<ViolationEntry>? violations)
    {
        if (violations is null) return;
        int most = options.Verbose ? violations.Count : MostViolations;
        string name = "not read";
        foreach (ViolationEntry violation in violations.Take(most))
        {
            _fields.WriteBad(name, LadderWriter.Describe(violation));
            name = "";
        }

        if (violations.Count > most) _fields.WriteBad(name, $"and {violations.Count - most} more");
    }
}
