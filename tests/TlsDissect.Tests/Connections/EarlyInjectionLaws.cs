using System.Text;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>
/// One forged record before the ServerHello, in either direction: the true hellos that follow contradict it, so it costs nothing. Where it
/// can be told from the true one only by keys, the cell says what happens instead.
/// </summary>
public sealed class EarlyInjectionLaws
{
    private const int WholeTurns = 1 << 17;

    /// <summary>Packets before a conversation's first turn: the SYN of each side.</summary>
    private const int PacketsBefore = 2;

    private static readonly string[] Conversations =
    [
        "rsa-aes128-gcm", "split-records", "tls12-ecdhe-keylog", "mutual-tls12", "resumed-by-id, resumed", "resumed-by-ticket, resumed",
        "tls13-aes128-gcm", "hello-retry-request", "mutual-tls13",
        "tls13-psk-ke", "tls13-early-data-accepted", "rsa-aes128-gcm, opened by the server", "tls13-aes128-gcm, opened by the server",
        "hello-retry-request, opened by the server",
    ];

    public static TheoryData<string> Names => [.. Conversations];

    private enum Outcome
    {
        /// <summary>It is a violation, and nothing else changes.</summary>
        Violation,

        /// <summary>It is listed with the alerts, and nothing else changes.</summary>
        Alert,

        /// <summary>Its sender may send it there: nothing that is known changes.</summary>
        Allowed,

        /// <summary>All is read behind it. It stays encrypted, so that no message can be said to be missing.</summary>
        StaysEncrypted,

        /// <summary>All is read behind it. No record starts there, as after damage, so that no message can be said to be missing.</summary>
        Skipped,

        /// <summary>It stands for the ClientHello, and the true one is the violation.</summary>
        TakesClientHellosPlace,

        /// <summary>It stands for the ServerHello, and the true one is the violation.</summary>
        TakesServerHellosPlace,
    }

    /// <summary>Where a record is injected.</summary>
    /// <param name="Turn">Behind which turn; -1 before all.</param>
    /// <param name="Sender">In whose direction.</param>
    /// <param name="IsOfOpener">Whether it is the direction of the side that opened the TCP connection.</param>
    /// <param name="IsStart">Whether nothing came in that direction before.</param>
    /// <param name="HasKeys">Whether early data came in that direction before.</param>
    /// <param name="HelloSent">Whether the client has said hello, and hello again where it has to.</param>
    /// <param name="Retried">Whether a HelloRetryRequest came before.</param>
    /// <param name="IsTls13">Whether the conversation is of TLS 1.3.</param>
    private sealed record Place(int Turn, Sender Sender, bool IsOfOpener, bool IsStart, bool HasKeys, bool HelloSent, bool Retried,
        bool IsTls13);

    /// <summary>A cell of the table that is not a violation.</summary>
    private sealed record Cell(Predicate<string> Forged, Predicate<Place> Where, Outcome Outcome, string Why);

    private static readonly Cell[] Exceptions =
    [
        new(name => name is "alert" or "fatal alert",
            place => place.Turn < 0 ? !place.IsOfOpener : (place.Sender == Sender.Server || !place.IsStart) && !place.HasKeys,
            Outcome.Alert,
            "alerts before keys come in the clear (RFC 8446 §6), a server's may come before its hello; before all hellos the TCP " +
                "connection's opener counts as the client"),
        new(name => name == "hello_request",
            place => !place.Retried && (place.Sender == Sender.Server || (place.Turn < 0 && !place.IsOfOpener)), Outcome.Allowed,
            "a server may send it at any time (RFC 5246 §7.4.1.1); it asks for what the client does"),
        new(name => name == "change_cipher_spec",
            place => place.IsTls13 && (place.Sender == Sender.Client ? !place.IsStart : place.Retried), Outcome.Allowed,
            "middlebox compatibility (RFC 8446 appendix D.4)"),
        new(name => name == "application_data", place => place is { IsTls13: true, Sender: Sender.Client, HelloSent: true },
            Outcome.StaysEncrypted, "where the client's direction is captured first, its protected records come before the ServerHello"),
        new(name => name == "client_hello of SSL 2.0's form", place => !place.IsStart, Outcome.Skipped,
            "only the start of a direction may have this form: it is not a record"),
        new(name => name.StartsWith("client_hello", StringComparison.Ordinal), place => place is { Sender: Sender.Client, IsStart: true },
            Outcome.TakesClientHellosPlace, "before a Finished nothing tells two ClientHellos from each other: the first one stands"),
        new(name => name == "server_hello of TLS 1.3", place => place is { Sender: Sender.Server, Retried: true, HelloSent: true },
            Outcome.TakesServerHellosPlace, "it has the version of the HelloRetryRequest that the client answered"),
        new(name => name is "server_hello" or "server_hello of TLS 1.3",
            place => place.Sender == Sender.Server && !(place.Retried && place.HelloSent), Outcome.TakesServerHellosPlace,
            "before a Finished nothing tells two ServerHellos from each other: the first one stands"),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_record_before_the_ServerHello_costs_what_the_table_says(string name)
    {
        (CapturedConversation conversation, KeyRing keys) = Load(name);
        int client = name.EndsWith("opened by the server", StringComparison.Ordinal) ? 1 : 0;
        Dissection whole = Dissection.Of(conversation.Segments(WholeTurns), keys);
        Assert.Equal((DecryptionStatus.Decrypted, true, true),
            (whole.Connection.Status, whole.Connection.ServerFinishedVerified, whole.Connection.ClientFinishedVerified));
        Dissection closed = Dissection.Of(conversation.Segments(WholeTurns), KeyRing.Empty);
        List<string> failures = [];
        foreach (Place place in Places(conversation, client, whole.Connection.Version.IsTls13()))
        {
            foreach ((string forged, byte[] record) in Forged(conversation, client))
            {
                CapturedConversation changed = conversation.With(place.Turn, place.Sender == Sender.Client ? client : 1 - client, record);
                Cell? cell = Array.Find(Exceptions, cell => cell.Forged(forged) && cell.Where(place));
                Dissection injected = Dissection.Of(changed.Segments(WholeTurns), keys);
                Exception? failure =
                    Record.Exception(
                        () => AssertOutcome(cell?.Outcome ?? Outcome.Violation, whole, injected, NextPackets(changed, place),
                            $"{forged}, {place}: {cell?.Why}"));
                // Without keys too, but for early data: its sender has keys before the ServerHello.
                if (cell is null && !whole.Connection.ClientHellos[0].EarlyData)
                    failure ??= Record.Exception(
                        () => AssertClosed(closed.Connection, Dissection.Of(changed.Segments(WholeTurns), KeyRing.Empty).Connection,
                            $"{forged}, {place}, without keys"));
                if (failure is not null) failures.Add(failure.Message);
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
    }

    /// <summary>One direction may be captured before the other: then nothing is out of its place.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Whichever_direction_comes_first_nothing_is_a_violation(string name)
    {
        (CapturedConversation conversation, KeyRing keys) = Load(name);
        foreach (KeyRing ring in (KeyRing[])[keys, KeyRing.Empty])
        {
            DecryptionStatus expected = Dissection.Of(conversation.Segments(WholeTurns), ring).Connection.Status;
            for (int side = 0; side < 2; side++)
            {
                ConnectionSummary connection = Dissection.Of(conversation.OneSideFirst(side).Segments(WholeTurns), ring).Connection;
                Assert.Empty(connection.Violations);
                // A pre-shared key's application secrets follow from the server's Finished: what the client sends is not kept that long.
                if (name != "tls13-psk-ke") Assert.Equal((side, expected), (side, connection.Status));
            }
        }
    }

    private static void AssertClosed(ConnectionSummary whole, ConnectionSummary injected, string what)
    {
        ConnectionFacts.AssertSame(ConnectionFacts.OfHellos(whole), ConnectionFacts.OfHellos(injected), what);
        Assert.Equal((what, 1, DecryptionStatus.None), (what, injected.Violations.Length, injected.Status));
    }

    private static void AssertOutcome(Outcome outcome, Dissection whole, Dissection injected, (long Own, long Next) packets, string what)
    {
        ConnectionSummary connection = injected.Connection;
        Assert.Equal((what, whole.Connection.Client, whole.Connection.Server), (what, connection.Client, connection.Server));
        int alerts = connection.Alerts.Length - whole.Connection.Alerts.Length;
        if (outcome is Outcome.Violation or Outcome.Alert)
            ConnectionFacts.AssertSame(ConnectionFacts.Of(whole), ConnectionFacts.Of(injected), what);
        if (outcome is Outcome.Allowed or Outcome.StaysEncrypted or Outcome.Skipped)
            ConnectionFacts.AssertSame(ConnectionFacts.OfEssence(whole), ConnectionFacts.OfEssence(injected), what);
        switch (outcome)
        {
            case Outcome.Violation:
                if (connection.Violations is not [ViolationEntry violation])
                    Assert.Fail($"{what}: {string.Join("; ", connection.Violations)}");
                else Assert.True(violation.Position.Packet >= packets.Own && violation.Position.Packet <= packets.Next,
                    $"{what}: {violation}");
                Assert.Equal((what, 0, DecryptionStatus.Partial, DecryptionReason.UnprotectedRecord),
                    (what, alerts, connection.Status, connection.Reason));
                break;
            case Outcome.Alert:
                Assert.Equal((what, 1, 0), (what, alerts, connection.Violations.Length));
                break;
            case Outcome.Allowed or Outcome.Skipped:
                Assert.Equal((what, 0, 0), (what, alerts, connection.Violations.Length));
                break;
            case Outcome.StaysEncrypted:
                Assert.Equal((what, 0, DecryptionStatus.Partial, DecryptionReason.BadRecordMac),
                    (what, connection.Violations.Length, connection.Status, connection.Reason));
                break;
            case Outcome.TakesClientHellosPlace:
                Assert.Contains(connection.Violations, violation => violation is { From: Sender.Client, Name: "client_hello" });
                Assert.NotEqual((what, whole.Connection.ClientHellos[0].Extensions.Length),
                    (what, connection.ClientHellos[0].Extensions.Length));
                break;
            case Outcome.TakesServerHellosPlace:
                Assert.NotEmpty(connection.Violations);
                Assert.Equal((what, whole.Connection.ServerName), (what, connection.ServerName));
                Assert.NotEqual((what, DecryptionStatus.Decrypted), (what, connection.Status));
                break;
        }
    }

    /// <summary>
    /// The packet of the injected record, and the next one of its direction: what comes first in a direction is known for a record by the
    /// one behind it.
    /// </summary>
    private static (long Own, long Next) NextPackets(CapturedConversation changed, Place place)
    {
        int own = place.Turn + 1;
        int next =
            Enumerable.Range(own + 1, changed.Turns.Count - own - 1).First(turn => changed.Turns[turn].Side == changed.Turns[own].Side);
        return (PacketsBefore + 1 + own, PacketsBefore + 1 + next);
    }

    private static (CapturedConversation Conversation, KeyRing Keys) Load(string name)
    {
        string[] parts = name.Split(", ");
        string? kind = parts.Length > 1 ? parts[1] : null;
        bool isResumed = kind == "resumed";
        CapturedConversation conversation = CapturedConversation.Load(parts[0], isResumed ? 1 : 0).ByRecords();
        if (kind == "opened by the server") conversation = conversation.WithSidesExchanged();
        if (!isResumed) return (conversation, conversation.Keys);

        // The same master secret as the session's first connection has.
        CapturedConversation first = CapturedConversation.Load(parts[0]);
        string line = Dissection.Of(first.Segments(WholeTurns), first.Keys).KeyLogLines[0];
        return (conversation,
            KeysOf(line.Replace(Convert.ToHexStringLower(RandomOf(first, 0)), Convert.ToHexStringLower(RandomOf(conversation, 0)),
                StringComparison.Ordinal)));
    }

    private static KeyRing KeysOf(string line)
    {
        KeyLog log = new();
        log.Add(Encoding.ASCII.GetBytes(line + "\n"), "log", fromSecretsBlock: false);
        return new KeyRing([], log);
    }

    private static ReadOnlySpan<byte> RandomOf(CapturedConversation conversation, int client)
    {
        const int Random = 5 + 4 + 2;
        return conversation.Stream(client).AsSpan(Random, 32);
    }

    /// <summary>Each direction, before all and behind each turn up to the one before the ServerHello.</summary>
    private static IEnumerable<Place> Places(CapturedConversation conversation, int client, bool isTls13)
    {
        int serverHello = TurnOf(conversation, 1 - client, HandshakeType.ServerHello, last: true);
        int lastHello = TurnOf(conversation, client, HandshakeType.ClientHello, last: true);
        int retry = TurnOf(conversation, 1 - client, HandshakeType.ServerHello, last: false);
        for (int turn = -1; turn < serverHello; turn++)
        {
            foreach (Sender sender in (Sender[])[Sender.Client, Sender.Server])
            {
                int side = sender == Sender.Client ? client : 1 - client;
                byte[][] before =
                    [.. conversation.Turns.Take(turn + 1).Where(earlier => earlier.Side == side).Select(earlier => earlier.Data)];
                yield return new Place(turn, sender, side == 0, before.Length == 0,
                    before.Any(data => data[0] == (byte)ContentType.ApplicationData), turn >= lastHello,
                    retry < serverHello && turn >= retry, isTls13);
            }
        }
    }

    /// <summary>The turn of a hello.</summary>
    private static int TurnOf(CapturedConversation conversation, int side, HandshakeType type, bool last)
    {
        IEnumerable<int> turns = Enumerable.Range(0, conversation.Turns.Count).Where(turn =>
            conversation.Turns[turn].Side == side &&
                conversation.Turns[turn].Data is [(byte)ContentType.Handshake, _, _, _, _, var first, 0, _, _, 3, <= 4, ..] &&
                first == (byte)type);
        return last ? turns.Last() : turns.First();
    }

    private static IEnumerable<(string Name, byte[] Record)> Forged(CapturedConversation conversation, int client) =>
    [
        .. ForgedRecords.All,
        ("client_hello of the same random", ForgedRecords.ClientHello(RandomOf(conversation, client))),
        .. ForgedRecords.BeforeHellos,
    ];
}
