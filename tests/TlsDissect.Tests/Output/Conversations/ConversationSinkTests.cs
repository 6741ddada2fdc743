using System.Buffers.Binary;
using CsCheck;
using TlsDissect.Output.Conversations;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Output.Conversations;

public class ConversationSinkTests
{
    private const int Ethernet = 14;

    [Fact]
    public void Every_checksum_is_right_whatever_is_said() =>
        Gen.Select(Gen.Byte.Array[1, 5000], Gen.Bool, Gen.Bool).List[1, 8].Sample((said) =>
        {
            bool isV4 = said[0].Item3;
            foreach (byte[] frame in Frames(1400,
                sink => said.ForEach(piece => Say(sink, piece.Item2 ? Sender.Client : Sender.Server, piece.Item1, Over(isV4)))))
            {
                Span<byte> packet = frame.AsSpan(Ethernet);
                int header = isV4 ? 20 : 40;
                if (isV4) Assert.Equal(0xffff, Sum(packet[..header], 0));
                ReadOnlySpan<byte> addresses = isV4 ? packet[12..20] : packet[8..40];
                Assert.Equal(0xffff, Sum(packet[header..], Sum(addresses, 6 + packet.Length - header)));
                Assert.True(packet.Length <= 1400);
            }
        }, iter: 200);

    [Fact]
    public void Every_record_of_dtls_is_one_datagram_with_right_checksums() =>
        Gen.Select(Gen.Byte.Array[0, 5000], Gen.Bool).List[1, 8].Sample((said) =>
        {
            ConnectionSummary connection = OverDatagrams(Over(isV4: said[0].Item2), 4);
            List<byte[]> frames = Frames(1400, sink => said.ForEach(piece => Say(sink, Sender.Server, piece.Item1, connection)));
            Assert.Equal(said.Select(piece => piece.Item1), frames.Select(frame => frame[(Ethernet + (said[0].Item2 ? 20 : 40) + 8)..]));
            foreach (byte[] frame in frames)
            {
                Span<byte> packet = frame.AsSpan(Ethernet);
                int header = said[0].Item2 ? 20 : 40;
                if (header == 20) Assert.Equal(0xffff, Sum(packet[..header], 0));
                ReadOnlySpan<byte> addresses = header == 20 ? packet[12..20] : packet[8..40];
                Assert.Equal(0xffff, Sum(packet[header..], Sum(addresses, 17 + packet.Length - header)));
                Assert.Equal(packet.Length - header, BinaryPrimitives.ReadUInt16BigEndian(packet[(header + 4)..]));
            }
        }, iter: 200);

    /// <summary>Zero says that a datagram has no checksum (RFC 768), which IPv6 forbids.</summary>
    [Fact]
    public void A_checksum_of_zero_is_written_as_all_ones()
    {
        ConnectionSummary connection = OverDatagrams(Connection, 4);
        byte[] first = Frames(1500, sink => Say(sink, Sender.Client, [0, 0], connection))[0];
        byte[] checksum = first[(Ethernet + 26)..(Ethernet + 28)];

        byte[] second = Frames(1500, sink => Say(sink, Sender.Client, checksum, connection))[0];
        Assert.Equal([0xff, 0xff], second[(Ethernet + 26)..(Ethernet + 28)]);
    }

    [Fact]
    public void Sessions_of_one_udp_flow_are_shown_as_one_flow()
    {
        List<int> ports = [];
        ConversationSink sink =
            new((_, frame, _) => ports.Add(ServerPort(frame.ToArray())), new PortMap(new Dictionary<ushort, ushort> { [443] = 80 }));
        ConnectionSummary other = To(80, 3);
        foreach (ConnectionSummary connection in new[] { OverDatagrams(Connection, 1), OverDatagrams(Connection, 2), other })
            Say(sink, Sender.Client, [1], connection);
        Assert.Equal([80], ports.Distinct());

        // Another server port is another flow.
        Say(sink, Sender.Client, [1], OverDatagrams(other, 4));
        Assert.Equal(81, ports[^1]);
    }

    [Fact]
    public void Lost_bytes_leave_a_hole_of_their_length()
    {
        List<byte[]> frames = Frames(1500, sink =>
        {
            Say(sink, Sender.Server, new byte[100]);
            sink.OnGap(new ConnectionView(Connection), Sender.Server, 1234, SampleConnections.At(6));
            Say(sink, Sender.Server, new byte[10]);
        });

        uint[] starts = [.. frames.Where(HasData).Select(Sequence)];
        Assert.Equal(100u + 1234, starts[1] - starts[0]);
    }

    [Fact]
    public void Any_number_of_holes_before_the_first_plaintext_takes_the_memory_of_one()
    {
        const int Holes = 10_000;
        ConnectionSummary connection = Connection;
        List<byte[]> frames = Frames(1500, sink =>
        {
            SayBefore(sink, Sender.Server, "220 ready");
            Lose(2);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Lose(2 * Holes - 2);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Say(sink, Sender.Server, new byte[10]);

            void Lose(int holes)
            {
                for (int i = 0; i < holes; i++) sink.OnGap(new ConnectionView(connection), (Sender)(i % 2), 3, SampleConnections.At(6));
            }
        });

        uint[] starts = [.. frames.Where(HasData).Select(Sequence)];
        Assert.Equal(9u + 3 * Holes, starts[1] - starts[0]);
    }

    [Fact]
    public void A_record_that_did_not_open_leaves_a_hole_of_about_its_plaintext()
    {
        ConnectionSummary connection = Connection;
        connection.ServerData.CiphertextBytes = 0;
        List<byte[]> frames = Frames(1500, sink =>
        {
            connection.ServerData.CiphertextBytes += 124;
            Say(sink, Sender.Server, new byte[100], connection);
            connection.ServerData.CiphertextBytes += 524;
            sink.OnGap(new ConnectionView(connection), Sender.Server, 0, SampleConnections.At(6));
            connection.ServerData.CiphertextBytes += 34;
            Say(sink, Sender.Server, new byte[10], connection);
        });

        uint[] starts = [.. frames.Where(HasData).Select(Sequence)];
        Assert.Equal(100u + 500, starts[1] - starts[0]);
    }

    [Fact]
    public void What_was_said_before_tls_comes_first_without_the_request_for_tls()
    {
        List<byte[]> frames = Frames(1500, sink =>
        {
            // STLS begins in the piece of another command, and its answer has a hole in front of it.
            SayBefore(sink, Sender.Server, "+OK ready\r\n");
            SayBefore(sink, Sender.Client, "CAPA\r\nST");
            sink.OnGap(new ConnectionView(Connection), Sender.Server, 7, SampleConnections.At(5));
            SayBefore(sink, Sender.Client, "LS\r\n");
            SayBefore(sink, Sender.Server, "+OK begin\r\n");
            Say(sink, Sender.Client, [.. "QUIT\r\n"u8]);
            Say(sink, Sender.Server, [.. "+OK\r\n"u8]);
        });

        byte[][] said = [.. frames.Where(HasData)];
        Assert.Equal(["+OK ready\r\n", "CAPA\r\n", "QUIT\r\n", "+OK\r\n"],
            said.Select(frame => System.Text.Encoding.ASCII.GetString(frame.AsSpan(Ethernet + 40))));
        Assert.Equal(11u + 7, Sequence(said[3]) - Sequence(said[0]));
        Assert.Equal(6u, Sequence(said[2]) - Sequence(said[1]));
    }

    [Fact]
    public void What_was_said_before_tls_is_there_without_anything_after_it() =>
        Assert.Single(Frames(1500, sink => SayBefore(sink, Sender.Server, "220 ready\r\n")), HasData);

    [Fact]
    public void A_gap_before_anything_was_said_is_no_conversation() =>
        Assert.Empty(Frames(1500, sink => sink.OnGap(new ConnectionView(Connection), Sender.Client, 10, SampleConnections.At(6))));

    [Theory]
    [InlineData(443, null, 80)]
    [InlineData(443, "http/1.1", 80)]
    [InlineData(8443, "h2", 80)]
    [InlineData(8443, null, 8080)]
    [InlineData(993, null, 143)]
    [InlineData(993, "something else", 143)]
    [InlineData(4433, null, 4433)]
    [InlineData(4433, "imap", 143)]
    [InlineData(9000, "http/1.1", 1234)]
    [InlineData(5684, null, 5683)]
    [InlineData(5349, null, 3478)]
    [InlineData(10161, null, 161)]
    [InlineData(4433, "coap", 5683)]
    [InlineData(4433, "co", 5683)]
    [InlineData(443, "stun.turn", 3478)]
    public void A_port_is_shown_by_the_users_word_then_alpn_then_custom(int port, string? alpn, int shown) =>
        Assert.Equal(shown, new PortMap(new Dictionary<ushort, ushort> { [9000] = 1234 }).Map((ushort)port, alpn));

    [Fact]
    public void Two_connections_of_one_client_to_ports_that_are_shown_as_one_stay_apart()
    {
        List<int> ports = [];
        ConversationSink sink =
            new((_, frame, _) => ports.Add(ServerPort(frame.ToArray())),
                new PortMap(new Dictionary<ushort, ushort> { [443] = 80, [8443] = 80, [444] = 80 }));
        ConnectionSummary[] connections = [.. new ushort[] { 443, 8443, 444, 80 }.Select((port, i) => To(port, i + 1))];
        foreach (ConnectionSummary connection in connections) Say(sink, Sender.Client, [1], connection);
        Assert.Equal([80, 8443, 444, 81], ports.Distinct());
        foreach (ConnectionSummary connection in connections) sink.OnEnd(connection);

        // When the others are over, the port is free again.
        ports.Clear();
        Say(sink, Sender.Client, [1], To(8443, 9));
        Assert.Equal([80], ports.Distinct());
    }

    private static ConnectionSummary To(ushort port, long id)
    {
        ConnectionSummary of = Connection;
        return new ConnectionSummary(of.Tcp)
        {
            Id = id,
            Client = of.Client,
            Server = of.Server with { Port = port },
            First = of.First,
            Last = of.Last,
        };
    }

    private static ConnectionSummary OverDatagrams(ConnectionSummary of, long id) => new(tcp: null, new DtlsStatistics())
    {
        Id = id,
        Client = of.Client,
        Server = of.Server,
        First = of.First,
        Last = of.Last,
    };

    private static int ServerPort(byte[] frame)
    {
        int source = BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(Ethernet + 20)),
            destination = BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(Ethernet + 22));
        return source == Connection.Client.Port ? destination : source;
    }

    private static ConnectionSummary Connection => SampleConnections.Rsa();

    private static ConnectionSummary Over(bool isV4)
    {
        ConnectionSummary connection = Connection;
        if (isV4) return connection;
        byte[] address = [0x20, 0x01, 0x0d, 0xb8, .. new byte[11], 1];
        connection.Client = connection.Client with { Address = IpAddress.FromV6(address) };
        connection.Server = connection.Server with { Address = IpAddress.FromV6(address) };
        return connection;
    }

    private static List<byte[]> Frames(int mtu, Action<ConversationSink> talk)
    {
        List<byte[]> frames = [];
        ConversationSink sink = new((_, frame, _) => frames.Add(frame.ToArray()), new PortMap(new Dictionary<ushort, ushort>()), mtu);
        talk(sink);
        sink.OnEnd(Connection);
        return frames;
    }

    private static void Say(ConversationSink sink, Sender from, byte[] bytes, ConnectionSummary? connection = null) =>
        sink.OnApplicationData(new ConnectionView(connection ?? Connection), new ApplicationData(from, bytes, SampleConnections.At(5)));

    private static void SayBefore(ConversationSink sink, Sender from, string text) =>
        sink.OnCleartext(new ConnectionView(Connection),
            new ApplicationData(from, System.Text.Encoding.ASCII.GetBytes(text), SampleConnections.At(5)));

    /// <summary>PSH is set on the last segment of each piece that was said.</summary>
    private static bool HasData(byte[] frame) => ((TcpFlags)frame[Ethernet + 20 + 13] & TcpFlags.Psh) != 0;

    private static uint Sequence(byte[] frame) => BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(Ethernet + 20 + 4));

    /// <summary>The one's complement sum: all ones where a checksum is part of it and right.</summary>
    private static int Sum(ReadOnlySpan<byte> bytes, int start)
    {
        long sum = start;
        for (int i = 0; i < bytes.Length; i++) sum += (i & 1) == 0 ? bytes[i] << 8 : bytes[i];
        while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
        return (int)sum;
    }
}
