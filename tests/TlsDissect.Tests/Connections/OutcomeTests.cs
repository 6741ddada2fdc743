using TlsDissect.Decryption;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>Outcomes of handshakes in recorded and made connections that are established, refused, or end early.</summary>
public sealed class OutcomeTests
{
    private static readonly RecordProtection Gcm =
        new(ProtocolVersion.Tls12, CipherSuite.Find(CipherSuiteId.TLS_RSA_WITH_AES_128_GCM_SHA256)!);

    private const byte Warning = 1, Fatal = 2;

    /// <summary>Records of a made connection of TLS 1.2 up to the client's second flight, up to both Finished.</summary>
    private const int ToServerHelloDone = 2, ToClientFinished = 5, ToBothFinished = 7;

    private readonly ScriptedConnection _made = ScriptedConnection.Of(Gcm);

    public static TheoryData<byte, string, OutcomeResult> Alerts => new()
    {
        { Fatal, "unknown_ca", OutcomeResult.Refused },
        { Fatal, "handshake_failure", OutcomeResult.Refused },
        { Warning, "unrecognized_name", OutcomeResult.Aborted },
        { Warning, "no_certificate", OutcomeResult.Aborted },
        { Warning, "user_canceled", OutcomeResult.Aborted },
        { Fatal, "user_canceled", OutcomeResult.Aborted },
        { Warning, "close_notify", OutcomeResult.Aborted },
        { Fatal, "close_notify", OutcomeResult.Aborted },
    };

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Only_a_fatal_alert_refuses_a_handshake(byte level, string name, OutcomeResult expected)
    {
        AlertDescription alert = Enum.GetValues<AlertDescription>().Single(value => value.RegisteredName() == name);
        ConnectionOutcome outcome = Of([.. First(ToServerHelloDone), Plain(0, ContentType.Alert, level, (byte)alert)]);

        Assert.Equal(expected, outcome.Result);
        bool isNamed = expected == OutcomeResult.Refused || alert is AlertDescription.CloseNotify or AlertDescription.UserCanceled;
        Assert.Equal(isNamed ? (Sender.Client, alert, 5) : (null, null, 5), (outcome.By, outcome.Alert, outcome.Packet));
    }

    [Theory]
    [InlineData(Fatal, 100)]
    [InlineData(Warning, 41)]
    public void An_alert_that_its_sender_goes_on_after_refuses_nothing(byte level, byte description)
    {
        List<(int Side, byte[] Bytes)> records = [.. _made.Records];
        records.Insert(ToServerHelloDone, Plain(0, ContentType.Alert, level, description));
        Assert.Equal(OutcomeResult.Established, Of(records).Result);
    }

    [Fact]
    public void Without_keys_both_Finished_establish_a_connection_before_TLS_1_3()
    {
        ConnectionOutcome outcome = Of(First(ToBothFinished), KeyRing.Empty);
        Assert.Equal((OutcomeResult.Established, 2 + ToBothFinished), (outcome.Result, outcome.Packet));
    }

    [Theory]
    [InlineData(0, AlertDescription.AccessDenied, 1, OutcomeResult.Refused)]
    [InlineData(2, AlertDescription.AccessDenied, 1, OutcomeResult.Established)]
    [InlineData(0, AlertDescription.InternalError, 1, OutcomeResult.Established)]
    [InlineData(0, AlertDescription.DecryptError, 0, OutcomeResult.Refused)]
    [InlineData(1, AlertDescription.DecryptError, 0, OutcomeResult.Established)]
    public void A_fatal_alert_after_both_Finished_refuses_the_last_one_or_a_certificate(int records, AlertDescription alert, int side,
        OutcomeResult expected)
    {
        ScriptedConnection made = ScriptedConnection.HandshakeOf(Gcm);
        for (int i = 0; i < records; i++) made.Add(side, ContentType.ApplicationData, [1, 2, 3]);
        made.Add(side, ContentType.Alert, [Fatal, (byte)alert]);
        Assert.Equal(expected, Of(made.Records).Result);
    }

    [Theory]
    [InlineData(TcpFlags.Rst | TcpFlags.Ack, 0, "reset")]
    [InlineData(TcpFlags.Rst | TcpFlags.Ack, 1, "reset")]
    [InlineData(TcpFlags.Fin | TcpFlags.Ack, 0, "closed")]
    [InlineData(TcpFlags.Fin | TcpFlags.Ack, 1, "closed")]
    public void The_side_that_ends_the_TCP_connection_in_the_handshake_aborts_it(TcpFlags flags, int side, string word)
    {
        for (int count = 1; count < ToBothFinished; count++)
        {
            ConnectionOutcome outcome = Of(First(count), _made.Keys, (side, flags));
            Assert.Equal((OutcomeResult.Aborted, (Sender)side, null, 2 + count + 1),
                (outcome.Result, outcome.By, outcome.Alert, outcome.Packet));
            Assert.Contains(word, outcome.Text, StringComparison.Ordinal);
        }

        Assert.Equal(OutcomeResult.Established, Of(First(ToBothFinished), _made.Keys, (side, flags)).Result);
    }

    [Fact]
    public void A_capture_that_ends_in_the_handshake_aborts_it_by_neither_side()
    {
        for (int count = 1; count < ToBothFinished; count++)
        {
            ConnectionOutcome outcome = Of(First(count));
            Assert.Equal((OutcomeResult.Aborted, null, null, 2 + count), (outcome.Result, outcome.By, outcome.Alert, outcome.Packet));
        }
    }

    [Fact]
    public void A_fatal_alert_in_answer_to_the_other_sides_FIN_refuses_nothing()
    {
        List<Segment> segments = ScriptedConnection.Segments(First(1));
        Dissection result = new();
        TlsDissector dissector = new(new DissectorOptions(), KeyRing.Empty, result);
        Dissection.Add(dissector, 1, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, 2, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        Dissection.Add(dissector, 3, segments[0]);
        Dissection.Add(dissector, 4, new Segment(1, 0, segments[0].End, []), TcpFlags.Fin | TcpFlags.Ack);
        Dissection.Add(dissector, 5,
            new Segment(0, segments[0].End, 1, Plain(0, ContentType.Alert, Fatal, (byte)AlertDescription.DecodeError).Bytes));
        dissector.Complete();

        ConnectionOutcome outcome = result.Connection.Outcome!;
        Assert.Equal((OutcomeResult.Aborted, Sender.Server, null, 4), (outcome.Result, outcome.By, outcome.Alert, outcome.Packet));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Of_one_side_alone_the_outcome_is_not_seen(int side)
    {
        List<Segment> segments = [.. ScriptedConnection.Segments(First(ToBothFinished)).Where(segment => segment.Side == side)];
        Dissection result = new();
        TlsDissector dissector = new(new DissectorOptions(), KeyRing.Empty, result);
        for (int i = 0; i < segments.Count; i++) Dissection.Add(dissector, i + 1, segments[i] with { Acknowledged = 0 });
        dissector.Complete();

        Assert.Equal(OutcomeResult.NotSeen, result.Connection.Outcome!.Result);
    }

    [Fact]
    public void Bytes_of_the_handshake_that_are_no_records_leave_it_unknown()
    {
        ConnectionOutcome outcome = Of([.. First(ToServerHelloDone), (0, [.. Enumerable.Repeat((byte)0x80, 70)])]);
        Assert.Equal((OutcomeResult.Unknown, "unknown: bytes of the handshake could not be read as TLS records"),
            (outcome.Result, outcome.Text));
    }

    [Fact]
    public void Lost_packets_of_the_handshake_hide_the_outcome()
    {
        List<Segment> segments = ScriptedConnection.Segments(First(ToClientFinished));
        Assert.Equal(OutcomeResult.NotSeen, Dissection.Of(segments.Where((_, i) => i != 2), KeyRing.Empty).Connection.Outcome!.Result);
    }

    [Theory]
    [InlineData("tls13-aes128-gcm")]
    [InlineData("tls13-chacha20")]
    [InlineData("mutual-tls13")]
    [InlineData("hello-retry-request")]
    [InlineData("tls13-resumption")]
    [InlineData("tls13-early-data-rejected")]
    public void TLS_1_3_without_keys_is_established_only_when_both_sides_went_on(string name)
    {
        (int Side, byte[] Data)[] turns = [.. CapturedConversation.Load(name).ByRecords().Turns];
        Assert.Equal(OutcomeResult.Established, Of(turns, KeyRing.Empty).Result);

        // After the client's flight there is one record of the server at most.
        int flight =
            Array.FindLastIndex(turns,
                Array.FindIndex(turns, IsProtectedOf(1)) is int first ? Array.FindIndex(turns, first, IsProtectedOf(0)) : 0,
                IsProtectedOf(0));
        ConnectionOutcome hidden = Of(turns[..(flight + 1)], KeyRing.Empty);
        Assert.Equal(OutcomeResult.Unknown, hidden.Result);
        ConnectionOutcome refused = Of([.. turns[..(flight + 1)], (1, [23, 3, 3, 0, 19, .. new byte[19]])], KeyRing.Empty);
        Assert.Equal(OutcomeResult.Unknown, refused.Result);
        Assert.Contains("19 bytes", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TLS_1_3_without_keys_whose_client_answers_with_an_alert_is_unknown_and_says_so()
    {
        (int Side, byte[] Data)[] turns = [.. CapturedConversation.Load("tls13-aes128-gcm").ByRecords().Turns];
        int flight = Array.FindIndex(turns, IsProtectedOf(0));
        ConnectionOutcome outcome = Of([.. turns[..flight], (0, [23, 3, 3, 0, 19, .. new byte[19]])], KeyRing.Empty);
        Assert.Equal(OutcomeResult.Unknown, outcome.Result);
        Assert.Contains("as short as an alert", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TLS_1_3_without_keys_that_ends_before_the_clients_flight_is_aborted()
    {
        (int Side, byte[] Data)[] turns = [.. CapturedConversation.Load("tls13-aes128-gcm").ByRecords().Turns];
        int flight = Array.FindIndex(turns, IsProtectedOf(0));
        Assert.Equal(OutcomeResult.Aborted, Of(turns[..flight], KeyRing.Empty).Result);
    }

    [Fact]
    public void A_server_that_resets_right_after_the_clients_Finished_of_TLS_1_3_aborts()
    {
        CapturedConversation conversation = CapturedConversation.Load("client-certificate-refused-tls13").ByRecords();
        (int Side, byte[] Data)[] turns = [.. conversation.Turns.SkipLast(1)];
        ConnectionOutcome outcome = Of(turns, conversation.Keys, (1, TcpFlags.Rst | TcpFlags.Ack));
        Assert.Equal((OutcomeResult.Aborted, Sender.Server), (outcome.Result, outcome.By));
        Assert.Equal(OutcomeResult.Established, Of(turns, conversation.Keys, (0, TcpFlags.Fin | TcpFlags.Ack)).Result);
    }

    [Theory]
    [InlineData("client-certificate-refused-tls12")]
    [InlineData("client-certificate-refused-tls13")]
    public void A_client_whose_certificate_is_refused_is_not_authenticated(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name).ByRecords();
        ConnectionSummary connection = Dissection.Of(ScriptedConnection.Segments(conversation.Turns), conversation.Keys).Connection;

        Assert.Equal((OutcomeResult.Refused, Sender.Server, AlertDescription.UnknownCa),
            (connection.Outcome!.Result, connection.Outcome.By, connection.Outcome.Alert));
        Assert.False(connection.MutualAuthentication);
        Assert.Equal(new PeerAuthentication(false, "rsa_pss_rsae_sha256") { IsRefused = true }, connection.ClientAuthentication);
        Assert.NotEmpty(connection.ClientCertificates);
    }

    [Theory]
    [InlineData(Warning, AlertDescription.NoRenegotiation)]
    [InlineData(Fatal, AlertDescription.HandshakeFailure)]
    public void A_renegotiation_that_is_refused_leaves_the_connection_established(byte level, AlertDescription alert)
    {
        ScriptedConnection made = ScriptedConnection.HandshakeOf(Gcm);
        made.Add(0, ContentType.Handshake, made.Records[0].Bytes[RecordHeader.Size..]);
        made.Add(1, ContentType.Alert, [level, (byte)alert]);

        ConnectionOutcome outcome = Of(made.Records);

        Assert.Equal((OutcomeResult.Established, null, null), (outcome.Result, outcome.By, outcome.Alert));
    }

    /// <summary>The made connection's verify_data is wrong, and both sides continue.</summary>
    [Fact]
    public void A_Finished_that_does_not_verify_is_told_with_the_outcome()
    {
        ConnectionOutcome outcome = Of(_made.Records);
        Assert.Equal((OutcomeResult.Established, "established, although a Finished does not verify"), (outcome.Result, outcome.Text));
    }

    [Fact]
    public void An_encrypted_alert_in_the_handshake_aborts_it()
    {
        ConnectionOutcome outcome = Of([.. First(4), Plain(0, ContentType.Alert, new byte[26])], KeyRing.Empty);
        Assert.Equal((OutcomeResult.Aborted, Sender.Client, null, 7), (outcome.Result, outcome.By, outcome.Alert, outcome.Packet));
    }

    [Fact]
    public void A_reset_that_somebody_made_up_aborts_nothing()
    {
        List<Segment> segments = ScriptedConnection.Segments(_made.Records);
        Dissection result = new();
        TlsDissector dissector = new(new DissectorOptions(), _made.Keys, result);
        Dissection.Add(dissector, 1, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, 2, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        long number = 2;
        foreach (Segment segment in segments)
        {
            Dissection.Add(dissector, ++number, segment);
            if (number == 4)
                Dissection.Add(dissector, ++number, new Segment(1, segment.End, segment.Acknowledged, []), TcpFlags.Rst | TcpFlags.Ack);
        }

        dissector.Complete();
        Assert.Equal(OutcomeResult.Established, result.Connection.Outcome!.Result);
    }

    private List<(int Side, byte[] Bytes)> First(int count) => [.. _made.Records.Take(count)];

    private static Predicate<(int Side, byte[] Data)> IsProtectedOf(int side) =>
        turn => turn.Side == side && turn.Data[0] == (byte)ContentType.ApplicationData;

    private static (int Side, byte[] Bytes) Plain(int side, ContentType type, params byte[] content) =>
        (side, [(byte)type, 3, 3, 0, (byte)content.Length, .. content]);

    private ConnectionOutcome Of(IEnumerable<(int Side, byte[] Bytes)> records) => Of(records, _made.Keys);

    /// <summary>A SYN of each side, a segment a record, and perhaps how TCP ends.</summary>
    private static ConnectionOutcome Of(IEnumerable<(int Side, byte[] Bytes)> records, KeyRing keys, (int Side, TcpFlags Flags)? end = null)
    {
        List<Segment> segments = ScriptedConnection.Segments(records);
        Dissection result = new();
        TlsDissector dissector = new(new DissectorOptions(), keys, result);
        Dissection.Add(dissector, 1, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, 2, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        long number = 2;
        foreach (Segment segment in segments) Dissection.Add(dissector, ++number, segment);
        int EndOf(int side) => segments.Where(segment => segment.Side == side).Select(segment => segment.End).DefaultIfEmpty(0).Max();
        if (end is (int side, TcpFlags flags))
            Dissection.Add(dissector, ++number, new Segment(side, EndOf(side), EndOf(1 - side), []), flags);
        dissector.Complete();
        return result.Connection.Outcome!;
    }
}
