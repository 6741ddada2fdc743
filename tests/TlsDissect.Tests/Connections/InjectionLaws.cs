using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using TlsDissect.Output.Json;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>
/// An attacker on the path can inject records in the clear. Nothing that is reported of a connection comes from them, whether its keys are
/// known or not.
/// </summary>
public sealed class InjectionLaws
{
    private const int WholeTurns = 1 << 17;

    /// <summary>Of several stacks, with the number of the connection.</summary>
    private static readonly (string Name, int Number)[] OfTls13 =
    [
        ("tls13-aes128-gcm", 0), ("hello-retry-request", 0), ("tls13-resumption", 1), ("tls13-psk-ke", 0), ("tls13-early-data-accepted", 0),
        ("tls13-early-data-rejected", 0), ("mutual-tls13", 0),
        ("tls13-post-handshake-authentication", 0), ("nss-post-handshake-authentication", 0), ("tls13-key-update", 0),
        ("delegated-credential", 0), ("erlang-tls13", 0), ("nss", 0),
        ("tls13-draft-28", 0), ("encrypted-client-hello", 0), ("record-size-limit", 0),
    ];

    public static TheoryData<string, int> Tls13 => Rows(OfTls13);

    /// <summary>Captures without a HelloRetryRequest: after one, the first second ClientHello counts.</summary>
    public static TheoryData<string, int> OneHello => Rows(OfTls13.Where(row => row.Name != "hello-retry-request"));

    public static TheoryData<string> Tls12 =>
    [
        "rsa-aes128-gcm", "tls12-ecdhe-keylog", "resumed-by-id", "resumed-by-ticket", "mutual-tls12", "tls12-rsa-aes128-sha",
        "tls12-rsa-aes128-sha-mte", "tls12-rsa-rc4-128-sha", "erlang-tls12",
        "renegotiation-tls12", "channel-id", "botan",
    ];

    [Theory]
    [MemberData(nameof(Tls13))]
    public void After_the_ServerHello_of_TLS_1_3_no_record_in_the_clear_is_believed(string name, int number)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number).ByRecords();
        foreach (KeyRing keys in (KeyRing[])[conversation.Keys, KeyRing.Empty])
        {
            Dissection whole = Dissect(conversation, keys);
            foreach ((int turn, int side) in Places(conversation, PlaceOfServerHello(conversation)))
            {
                foreach ((string forged, byte[] record) in Forged(conversation))
                {
                    Dissection injected = Dissect(conversation.With(turn, side, record), keys);
                    string what = $"{forged} from side {side} behind turn {turn}, {(keys.HasAny ? "with keys" : "without")}";
                    ConnectionFacts.AssertSame(ConnectionFacts.Of(whole), ConnectionFacts.Of(injected), what);
                    if (forged == "change_cipher_spec" || IsAlertBeforeKeys(conversation, side, turn, forged)) continue;
                    if (injected.Connection.Violations is not [ViolationEntry violation] || violation.From != (Sender)side)
                        Assert.Fail($"{what}: {string.Join("; ", injected.Connection.Violations)}");
                    if (whole.Connection.Status == DecryptionStatus.Decrypted)
                        Assert.Equal((what, DecryptionStatus.Partial, DecryptionReason.UnprotectedRecord),
                            (what, injected.Connection.Status, injected.Connection.Reason));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tls12))]
    public void After_change_cipher_spec_no_record_in_the_clear_is_believed(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name).ByRecords();
        Dissection whole = Dissect(conversation, conversation.Keys);
        foreach ((int turn, int side) in Places(conversation, 0))
        {
            if (!conversation.Turns.Take(turn + 1)
                .Any(earlier => earlier.Side == side && earlier.Data[0] == (byte)ContentType.ChangeCipherSpec)) continue;
            foreach ((string forged, byte[] record) in Forged(conversation))
            {
                Dissection injected = Dissect(conversation.With(turn, side, record), conversation.Keys);
                ConnectionFacts.AssertSame(ConnectionFacts.Of(whole), ConnectionFacts.Of(injected),
                    $"{forged} from side {side} behind turn {turn}");
                Assert.NotEqual(DecryptionStatus.Decrypted, injected.Connection.Status);
            }
        }
    }

    /// <summary>
    /// From the ServerHello to change_cipher_spec nothing is protected: messages out of their place are refused, and the hellos count.
    /// </summary>
    [Theory]
    [MemberData(nameof(Tls12))]
    public void From_the_ServerHello_on_the_first_hellos_stand(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name).ByRecords();
        foreach (KeyRing keys in (KeyRing[])[conversation.Keys, KeyRing.Empty])
        {
            string expected = ConnectionFacts.OfHellos(Dissect(conversation, keys).Connection);
            foreach ((int turn, int side) in Places(conversation, PlaceOfServerHello(conversation)))
            {
                foreach ((string forged, byte[] record) in Forged(conversation))
                    ConnectionFacts.AssertSame(expected,
                        ConnectionFacts.OfHellos(Dissect(conversation.With(turn, side, record), keys).Connection),
                        $"{forged} from side {side} behind turn {turn}");
            }
        }
    }

    /// <summary>
    /// A client's message in the clear before the ServerHello is only known to be out of place once that comes. The first ServerHello
    /// counts.
    /// </summary>
    [Theory]
    [MemberData(nameof(OneHello))]
    public void Between_the_hellos_of_TLS_1_3_only_what_takes_the_ServerHellos_place_is_believed(string name, int number)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number).ByRecords();
        Dissection whole = Dissect(conversation, conversation.Keys);
        foreach ((int turn, int side) in Places(conversation, 0).TakeWhile(place => place.Turn < PlaceOfServerHello(conversation)))
        {
            foreach ((string forged, byte[] record) in Forged(conversation))
            {
                Dissection injected = Dissect(conversation.With(turn, side, record), conversation.Keys);
                string what = $"{forged} from side {side} behind turn {turn}";
                Assert.Equal((what, whole.Connection.Client, whole.Connection.ServerName),
                    (what, injected.Connection.Client, injected.Connection.ServerName));
                bool takesItsPlace =
                    side == 1 &&
                        (forged.StartsWith("server_hello", StringComparison.Ordinal) ||
                            forged is "hello_retry_request" or "less than a header");
                if (!takesItsPlace && forged is not ("alert" or "fatal alert" or "hello_request"))
                    ConnectionFacts.AssertSame(ConnectionFacts.Of(whole), ConnectionFacts.Of(injected), what);
            }
        }
    }

    /// <summary>One in front of the ServerHello: the client sends no second hello, so it never got it.</summary>
    [Theory]
    [MemberData(nameof(OneHello))]
    public void A_HelloRetryRequest_that_the_client_does_not_answer_is_not_believed(string name, int number)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number).ByRecords();
        byte[] forged = ForgedRecords.All.Single(record => record.Name == "hello_retry_request").Record;
        foreach (KeyRing keys in (KeyRing[])[conversation.Keys, KeyRing.Empty])
        {
            ConnectionSummary whole = Dissect(conversation, keys).Connection;
            ConnectionSummary injected = Dissect(conversation.With(PlaceOfServerHello(conversation) - 1, 1, forged), keys).Connection;
            ConnectionFacts.AssertSame(ConnectionFacts.OfHellos(whole), ConnectionFacts.OfHellos(injected),
                keys.HasAny ? "with keys" : "without");
            Assert.DoesNotContain(injected.Messages, message => message.Verified == false);
            Assert.False(injected.ServerAuthentication.IsRefuted);
            // With early data the client had keys before.
            if (whole.ClientHellos[0].EarlyData) continue;
            Assert.Single(injected.Violations);
            // A pre-shared key is found by what comes under the keys that follow from the transcript.
            if (name != "tls13-psk-ke") Assert.Equal(whole.ServerFinishedVerified, injected.ServerFinishedVerified);
        }
    }

    /// <summary>It may be injected, or hide a message: the transcript is not the one that was signed.</summary>
    [Theory]
    [MemberData(nameof(Tls13))]
    public void A_record_that_does_not_authenticate_refutes_no_Finished(string name, int number)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number).ByRecords();
        byte[] forged = ForgedRecords.Record(ContentType.ApplicationData, [.. Enumerable.Repeat((byte)0x5a, 60)]);
        foreach ((int turn, int side) in Places(conversation, PlaceOfServerHello(conversation)))
        {
            ConnectionSummary injected = Dissect(conversation.With(turn, side, forged), conversation.Keys).Connection;
            Assert.DoesNotContain(injected.Messages, message => message.Verified == false);
            Assert.Equal((turn, side, false, false),
                (turn, side, injected.ServerFinishedVerified == false, injected.ClientFinishedVerified == false));
        }
    }

    [Theory]
    [MemberData(nameof(Tls13))]
    public void Whichever_direction_comes_first_nothing_is_a_violation(string name, int number)
    {
        CapturedConversation conversation = CapturedConversation.Load(name, number);
        foreach (KeyRing keys in (KeyRing[])[conversation.Keys, KeyRing.Empty])
        {
            for (int side = 0; side < 2; side++) Assert.Empty(Dissect(conversation.OneSideFirst(side), keys).Connection.Violations);
        }
    }

    /// <summary>
    /// A message of several records under keys is put together although one in the clear comes between them, and not with it.
    /// </summary>
    [Fact]
    public void A_message_under_keys_does_not_go_on_in_the_clear()
    {
        CapturedConversation conversation = CapturedConversation.Load("record-size-limit").ByRecords();
        Dissection whole = Dissect(conversation, conversation.Keys);
        int serverHello = PlaceOfServerHello(conversation);
        Assert.Contains(whole.Connection.Messages, message => message is { Protected: true, Name: "certificate" } && message.Length > 500);
        byte[] more = ForgedRecords.Record(ContentType.Handshake, [.. Enumerable.Repeat((byte)0, 200)]);
        foreach ((int turn, int side) in Places(conversation, serverHello))
            ConnectionFacts.AssertSame(ConnectionFacts.Of(whole),
                ConnectionFacts.Of(Dissect(conversation.With(turn, side, more), conversation.Keys)), $"behind turn {turn}");
    }

    [Theory]
    [InlineData("tls13-aes128-gcm")]
    [InlineData("hello-retry-request")]
    [InlineData("mutual-tls12")]
    public void A_connection_that_rests_is_told_of_with_the_same_violations(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name).ByRecords();
        DissectorOptions awake = new() { MaxAwake = int.MaxValue };
        DissectorOptions resting = awake with { MaxAwake = 0 };
        int found = 0;
        foreach ((int turn, int side) in Places(conversation, 0))
        {
            foreach ((string forged, byte[] record) in Forged(conversation))
            {
                CapturedConversation injected = conversation.With(turn, side, record);
                string expected = Json(injected, awake);
                Assert.Equal((forged, turn, side, expected), (forged, turn, side, Json(injected, resting)));
                if (expected.Contains("\"violations\":[{\"from\":", StringComparison.Ordinal)) found++;
            }
        }

        Assert.InRange(found, 100, int.MaxValue);
    }

    [Fact]
    public void Violations_are_listed_within_a_bound()
    {
        CapturedConversation conversation = CapturedConversation.Load("tls13-aes128-gcm").ByRecords();
        byte[] record = ForgedRecords.All[0].Record;
        byte[] many = [.. Enumerable.Repeat(record, 50).SelectMany(bytes => bytes)];

        ConnectionSummary connection =
            Dissection.Of(conversation.With(PlaceOfServerHello(conversation), 1, many).Segments(WholeTurns), conversation.Keys,
                new DissectorOptions { MaxListedMessages = 20 }).Connection;

        Assert.Equal(20, connection.Violations.Length);
        Assert.Contains("30 more violations are not listed", connection.Notes);
        Assert.Equal(DecryptionReason.UnprotectedRecord, connection.Reason);
    }

    [Fact]
    public void Alerts_are_listed_within_a_bound()
    {
        CapturedConversation conversation = CapturedConversation.Load("rsa-aes128-gcm");
        byte[] alert = ForgedRecords.All.First(forged => forged.Name == "alert").Record;
        byte[] many = [.. Enumerable.Repeat(alert, 50).SelectMany(bytes => bytes)];

        ConnectionSummary connection =
            Dissection.Of(conversation.With(0, 1, many).Segments(WholeTurns), conversation.Keys,
                new DissectorOptions { MaxListedMessages = 20 }).Connection;

        Assert.Equal(20, connection.Alerts.Length);
        Assert.Contains(connection.Notes, note => note.EndsWith(" more alerts are not listed", StringComparison.Ordinal));
    }

    private static TheoryData<string, int> Rows(IEnumerable<(string Name, int Number)> cases)
    {
        TheoryData<string, int> rows = [];
        foreach ((string name, int number) in cases) rows.Add(name, number);
        return rows;
    }

    private static Dissection Dissect(CapturedConversation conversation, KeyRing keys) =>
        Dissection.Of(conversation.Segments(WholeTurns), keys);

    private static string Json(CapturedConversation conversation, DissectorOptions options)
    {
        ArrayBufferWriter<byte> output = new();
        using JsonSink sink = new(output, withHash: false);
        TlsDissector dissector = new(options, KeyRing.Empty, sink);
        long number = 0;
        foreach (Segment segment in conversation.Segments(WholeTurns)) Dissection.Add(dissector, ++number, segment);
        dissector.Complete();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>Records to inject into this conversation, with hellos that repeat its client's random.</summary>
    private static IEnumerable<(string Name, byte[] Record)> Forged(CapturedConversation conversation)
    {
        const int Random = 5 + 4 + 2;
        return ForgedRecords.All.Append(
            ("client_hello of the same random", ForgedRecords.ClientHello(conversation.Stream(0).AsSpan(Random, 32))));
    }

    /// <summary>Each side's direction behind each turn.</summary>
    private static IEnumerable<(int Turn, int Side)> Places(CapturedConversation conversation, int from) =>
        Enumerable.Range(from, conversation.Turns.Count - from).SelectMany(turn => new[] { (turn, 0), (turn, 1) });

    /// <summary>The turn of the ServerHello that is not a HelloRetryRequest.</summary>
    private static int PlaceOfServerHello(CapturedConversation conversation) =>
        conversation.Turns.Select((turn, at) => (turn, at)).First(place =>
        place.turn is { Side: 1, Data: [(byte)ContentType.Handshake, _, _, _, _, (byte)HandshakeType.ServerHello, ..] } &&
            !place.turn.Data.AsSpan(11, 32).SequenceEqual(SHA256.HashData("HelloRetryRequest"u8))).at;

    private static bool IsAlertBeforeKeys(CapturedConversation conversation, int side, int turn, string forged) =>
        forged.Contains("alert", StringComparison.Ordinal) && side == 0 &&
            !conversation.Turns.Take(turn + 1).Any(t => t.Side == 0 && t.Data[0] == (byte)ContentType.ApplicationData);
}
