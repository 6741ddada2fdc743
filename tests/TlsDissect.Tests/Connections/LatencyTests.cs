using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>
/// How long connections took to begin. A packet comes each millisecond, so durations are differences of packet numbers.
/// </summary>
public class LatencyTests
{
    private const long Millisecond = 1_000_000;

    public static TheoryData<string> Decrypted =>
    [
        "tls12-rsa-aes-128-gcm-sha256", "tls12-ecdhe-rsa-aes-128-gcm-sha256", "transfer-tls13-aes128-gcm", "mutual-tls12", "mutual-tls13",
        "hello-retry-request", "client-certificate-rsa-pss-tls13", "tls13-early-data-accepted", "resumed-by-ticket", "browser", "curl",
    ];

    [Theory]
    [MemberData(nameof(Decrypted))]
    public void They_are_those_between_the_messages_of_the_list(string name)
    {
        ConnectionSummary connection = Read(name);
        MessageEntry hello = First(connection, Sender.Client, "client_hello");
        MessageEntry answer = connection.Messages.First(message => message.From == Sender.Server && message.Name is "server_hello" or
            "hello_retry_request");
        MessageEntry[] finished =
            [First(connection, Sender.Client, "finished", "encrypted_handshake"), First(connection, Sender.Server, "finished",
                "encrypted_handshake")];
        long end = finished.Max(message => message.Position.Packet);

        Assert.Equal(Packets(hello, answer), connection.Latency.ServerHello);
        Assert.Equal((end - hello.Position.Packet) * Millisecond, connection.Latency.Handshake);
        Assert.NotNull(connection.Latency.FirstData);
    }

    /// <summary>TLS 1.3 hides the messages, but the lengths of records tell where the flights end.</summary>
    [Theory]
    [MemberData(nameof(Decrypted))]
    public void They_are_the_same_without_keys(string name)
    {
        Latency with = Read(name).Latency;
        Assert.Equal(with with { FirstData = null }, Read(name, keys: KeyRing.Empty).Latency with { FirstData = null });
    }

    /// <summary>A connection that rests counts records, and is read again at its end.</summary>
    [Theory]
    [MemberData(nameof(Decrypted))]
    public void They_are_the_same_of_a_connection_that_rests(string name)
    {
        Latency awake = Read(name, keys: KeyRing.Empty).Latency;
        Assert.Equal(awake, Read(name, keys: KeyRing.Empty, rests: true).Latency);
        Assert.NotNull(awake.FirstData);
    }

    [Theory]
    [MemberData(nameof(Decrypted))]
    public void They_are_the_same_if_the_server_opened_the_TCP_connection(string name)
    {
        Latency usual = Read(name).Latency;
        Latency exchanged = Of(CapturedConversation.Load(name).ByRecords().WithSidesExchanged(), null, rests: false).Latency;
        Assert.Equal(usual with { Tcp = null }, exchanged with { Tcp = null });
    }

    /// <summary>The secrets come after the last record: what waited is read then, with its own times.</summary>
    [Theory]
    [InlineData("transfer-tls13-aes128-gcm")]
    [InlineData("mutual-tls13")]
    [InlineData("hello-retry-request")]
    [InlineData("curl")]
    public void They_are_the_same_with_a_key_that_comes_late(string name)
    {
        CapturedConversation conversation = CapturedConversation.Load(name).ByRecords();
        List<Segment> segments = conversation.Segments(20_000);
        KeyRing late = new([], null) { MayGrow = true };
        byte[] secrets = File.ReadAllBytes(Path.Combine(conversation.Folder, "keys.log"));
        Dissection result = Dissection.Of(segments, late, between: (dissector, index) =>
        {
            if (index != segments.Count - 1) return;
            late.AddSecretsBlock(secrets, "capture");
            dissector.KeysAdded();
        });
        Assert.Equal(DecryptionStatus.Decrypted, result.Connection.Status);
        Assert.Equal(Read(name).Latency, result.Connection.Latency);
    }

    [Fact]
    public void Early_data_is_the_first_data()
    {
        ConnectionSummary connection = Read("tls13-early-data-accepted");
        Assert.True(connection.ClientHellos[0].EarlyData);
        Assert.InRange(connection.Latency.FirstData!.Value, 0, connection.Latency.Handshake!.Value - 1);
    }

    [Fact]
    public void TCPs_handshake_counts_from_its_first_packet()
    {
        // SYN, SYN and ACK, and then the ClientHello acknowledges.
        Assert.Equal(2 * Millisecond, Read("tls12-rsa-aes-128-gcm-sha256").Latency.Tcp);
        Assert.Null(Dissection.Of(CapturedConversation.Load("tls12-rsa-aes-128-gcm-sha256").Segments(1448), KeyRing.Empty, withSyn: false)
            .Connection.Latency.Tcp);
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("handshake-aborted")]
    public void A_handshake_that_is_not_there_has_no_duration(string name) =>
        Assert.Null(Read(name, keys: KeyRing.Empty).Latency.Handshake);

    [Fact]
    public void Without_data_there_is_no_first_data() => Assert.Null(Read("refused").Latency.FirstData);

    /// <summary>All that is after the ClientHello is before it by the clock.</summary>
    [Fact]
    public void A_clock_that_is_set_back_gives_none()
    {
        Segments segments = new(CapturedConversation.Load("tls12-rsa-aes-128-gcm-sha256").ByRecords());
        Latency usual = segments.Read(number => number * Millisecond);
        Assert.True(usual is { Tcp: not null, ServerHello: not null, Handshake: not null, FirstData: not null });
        Latency back = segments.Read(number => number < 4 ? number * Millisecond : -number * Millisecond);
        Assert.Equal(usual with { ServerHello = null, Handshake = null, FirstData = null }, back);
        Latency extreme = segments.Read(number => number < 4 ? long.MinValue : long.MaxValue);
        Assert.Equal(new Latency { Tcp = 0 }, extreme);
    }

    [Fact]
    public void Only_the_first_session_has_TCPs_handshake()
    {
        Dissection result = Dissection.Of(CapturedConversation.Load("second-session").Segments(1448), CapturedConversation.Load(
            "second-session").Keys);
        Assert.True(result.Connections.Count > 1);
        Assert.All(result.Connections, connection => Assert.Equal(connection.Previous is null, connection.Latency.Tcp is not null));
        Assert.All(result.Connections, connection => Assert.NotNull(connection.Latency.Handshake));
    }

    [Fact]
    public void A_copy_at_an_event_has_what_is_known()
    {
        HandshakeSink sink = new();
        CapturedConversation conversation = CapturedConversation.Load("tls12-rsa-aes-128-gcm-sha256");
        TlsDissector dissector = new(new DissectorOptions(), conversation.Keys, sink);
        long number = 0;
        Dissection.Add(dissector, ++number, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, ++number, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        foreach (Segment segment in conversation.Segments(1448)) Dissection.Add(dissector, ++number, segment);
        dissector.Complete();
        Assert.NotNull(sink.Latency.Handshake);
        Assert.Null(sink.Latency.FirstData);
    }

    private static ConnectionSummary Read(string name, KeyRing? keys = null, bool rests = false) =>
        Of(CapturedConversation.Load(name).ByRecords(), keys, rests);

    private static ConnectionSummary Of(CapturedConversation conversation, KeyRing? keys, bool rests)
    {
        DissectorOptions options = rests ? new DissectorOptions { MaxAwake = 0 } : new DissectorOptions();
        Dissection result = new() { WantsData = !rests };
        TlsDissector dissector = new(options, keys ?? conversation.Keys, result);
        long number = 0;
        Dissection.Add(dissector, ++number, new Segment(0, -1, 0, []), TcpFlags.Syn);
        Dissection.Add(dissector, ++number, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack);
        foreach (Segment segment in conversation.Segments(20_000)) Dissection.Add(dissector, ++number, segment);
        dissector.Complete();
        return result.Connections[0];
    }

    private static MessageEntry First(ConnectionSummary connection, Sender from, params string[] names) =>
        connection.Messages.First(message => message.From == from && names.Contains(message.Name));

    private static long Packets(MessageEntry from, MessageEntry to) => (to.Position.Packet - from.Position.Packet) * Millisecond;

    /// <summary>The packets of a connection, with any clock.</summary>
    private sealed class Segments(CapturedConversation conversation)
    {
        public Latency Read(Func<long, long> clock)
        {
            Dissection result = new();
            TlsDissector dissector = new(new DissectorOptions { Tcp = new TcpLimits { IdleTimeout = TimeSpan.Zero } }, conversation.Keys,
                result);
            long number = 0;
            Add(dissector, ++number, new Segment(0, -1, 0, []), TcpFlags.Syn, clock);
            Add(dissector, ++number, new Segment(1, -1, 0, []), TcpFlags.Syn | TcpFlags.Ack, clock);
            foreach (Segment segment in conversation.Segments(20_000)) Add(dissector, ++number, segment, TcpFlags.Ack, clock);
            dissector.Complete();
            return result.Connection.Latency;
        }

        private static void Add(TlsDissector dissector, long number, Segment segment, TcpFlags flags, Func<long, long> clock)
        {
            IpEndpoint[] ends = [new(IpAddress.FromV4([192, 0, 2, 1]), 40000), new(IpAddress.FromV4([192, 0, 2, 2]), 443)];
            dissector.Add(new TcpSegment
            {
                PacketNumber = number,
                Time = new CaptureTime(clock(number)),
                Source = ends[segment.Side],
                Destination = ends[1 - segment.Side],
                Sequence = (uint)(1000 + segment.Offset),
                Acknowledgment = (uint)(1000 + segment.Acknowledged),
                Flags = flags,
                Payload = segment.Payload,
                PayloadLength = segment.Payload.Length,
            });
        }
    }

    private sealed class HandshakeSink : IConnectionSink
    {
        public Latency Latency { get; private set; }

        public void OnHandshake(ConnectionView connection, StreamPosition position) => Latency = connection.ToSummary().Latency;

        public void OnEnd(ConnectionSummary connection) { }
    }
}
