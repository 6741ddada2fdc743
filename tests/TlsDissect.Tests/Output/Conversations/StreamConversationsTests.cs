using System.Buffers.Binary;
using System.Text;
using TlsDissect.Output.Conversations;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Output.Conversations;

/// <summary>A QUIC connection as packets: each stream a conversation over TCP.</summary>
public class StreamConversationsTests
{
    private const int Ip = 14, Header = Ip + 20;

    private readonly List<byte[]> _frames = [];
    private readonly List<string> _comments = [];
    private readonly ConversationSink _sink;
    private readonly ConnectionSummary _connection = SampleConnections.Quic();

    public StreamConversationsTests() => _sink = new ConversationSink(Add, new PortMap(new Dictionary<ushort, ushort>()));

    [Fact]
    public void Each_stream_has_a_client_port_and_a_server_port_without_TLS()
    {
        Say(Sender.Client, "one", 0);
        Say(Sender.Client, "two", 4);
        Say(Sender.Server, "ONE", 0);

        Assert.Equal([(46800, 80, "one"), (46801, 80, "two"), (80, 46800, "ONE")], Told());
        Assert.Equal(2, _sink.Count);
        Assert.Equal(["connection 4, stream 0: TLS 1.3, TLS_AES_128_GCM_SHA256, server port 443",
            "connection 4, stream 4: TLS 1.3, TLS_AES_128_GCM_SHA256, server port 443"], _comments);
    }

    [Fact]
    public void A_port_of_another_conversation_is_not_taken()
    {
        ConnectionSummary other = SampleConnections.Rsa();
        other.Client = other.Client with { Port = 46801 };
        _sink.OnApplicationData(new ConnectionView(other), new ApplicationData(Sender.Client, "tls"u8, SampleConnections.At(5)));
        _sink.OnApplicationData(new ConnectionView(SampleConnections.Quic(9)),
            new ApplicationData(Sender.Client, "one"u8, SampleConnections.At(5)) { Stream = 0 });
        _sink.OnApplicationData(new ConnectionView(SampleConnections.Quic(9)),
            new ApplicationData(Sender.Client, "two"u8, SampleConnections.At(5)) { Stream = 4 });

        Assert.Equal([46801, 46800, 46802], Told().Select(told => told.From));
    }

    [Fact]
    public void The_ports_go_on_after_the_highest()
    {
        _connection.Client = _connection.Client with { Port = ushort.MaxValue };
        Say(Sender.Client, "one", 0);
        Say(Sender.Client, "two", 4);

        Assert.Equal([65535, 1], Told().Select(told => told.From));
    }

    [Fact]
    public void If_all_client_ports_are_taken_the_streams_go_on_at_the_next_server_port()
    {
        ShownFlows flows = new(new PortMap(new Dictionary<ushort, ushort>()));
        ShownFlow? last = null;
        for (int i = 0; i < ushort.MaxValue; i++) last = flows.ShowStream(_connection, last);
        Assert.Equal((46799, 80), (last!.Value.Client.Port, last.Value.Server.Port));
        for (int i = 0; i < ushort.MaxValue; i++) last = flows.ShowStream(_connection, last);

        Assert.Equal((46799, 81), (last.Value.Client.Port, last.Value.Server.Port));
    }

    [Fact]
    public void DATAGRAM_frames_are_datagrams_even_empty_ones()
    {
        Say(Sender.Client, "one", null);
        Say(Sender.Server, "", null);

        Assert.Equal([17, 17], _frames.Select(frame => (int)frame[Ip + 9]));
        Assert.Equal(["one", ""], _frames.Select(frame => Encoding.ASCII.GetString(frame[(Header + 8)..])));
        Assert.StartsWith("connection 4, DATAGRAM frames: ", Assert.Single(_comments), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_bytes_are_a_gap_in_the_sequence_numbers_of_their_stream()
    {
        Lose(Sender.Server, 0, 30);
        Say(Sender.Server, "first", 0);
        Lose(Sender.Server, 0, 100);
        Say(Sender.Server, "second", 0);

        uint[] starts = [.. _frames.Where(HasData).Select(frame => BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(Header + 4)))];
        uint syn = BinaryPrimitives.ReadUInt32BigEndian(_frames[1].AsSpan(Header + 4));
        Assert.Equal([syn + 1 + 30, syn + 1 + 30 + 5 + 100], starts);
    }

    [Theory]
    [InlineData("C0", "C:FIN S:")]
    [InlineData("C0 S0", "C:FIN S: S:FIN C:")]
    [InlineData("S0 C0", "S:FIN C: C:FIN S:")]
    [InlineData("S0 C0 end", "S:FIN C: C:FIN S:")]
    [InlineData("C0 end", "C:FIN S: S:FIN C:")]
    [InlineData("S0 end", "S:FIN C: C:FIN S:")]
    [InlineData("end", "C:FIN S:FIN C:")]
    [InlineData("C2", "C:FIN S: S:FIN C:")]
    [InlineData("S3", "S:FIN C: C:FIN S:")]
    [InlineData("C!0", "")]
    [InlineData("C!0 S0", "S:FIN C: C:RST")]
    [InlineData("S0 C!0", "S:FIN C: C:RST")]
    [InlineData("C!0 end", "C:RST")]
    [InlineData("C!0 S!0", "C:RST")]
    [InlineData("S!3", "S:RST")]
    public void The_end_of_a_side_is_a_FIN_and_a_reset_is_a_RST_at_the_end_of_both(string ends, string flags)
    {
        ulong stream = ends == "end" ? 0 : ends[ends.IndexOfAny(['0', '2', '3'])] - (ulong)'0';
        Say(stream == 3 ? Sender.Server : Sender.Client, "data", stream);
        _frames.Clear();
        foreach (string end in ends.Split(' '))
        {
            if (end == "end") _sink.OnEnd(_connection);
            else _sink.OnStreamEnd(new ConnectionView(_connection), end[0] == 'C' ? Sender.Client : Sender.Server, stream,
                end.Contains('!', StringComparison.Ordinal) ? 7UL : null, SampleConnections.At(9));
        }

        Assert.Equal(flags, string.Join(' ', _frames.Select(Flags)));
    }

    [Fact]
    public void The_end_of_a_stream_without_data_is_nothing()
    {
        _sink.OnStreamEnd(new ConnectionView(_connection), Sender.Client, 0, null, SampleConnections.At(9));
        _sink.OnEnd(_connection);

        Assert.Empty(_frames);
        Assert.Equal(0, _sink.Count);
    }

    private void Add(CaptureTime time, ReadOnlySpan<byte> frame, string? comment)
    {
        _frames.Add(frame.ToArray());
        if (comment is not null) _comments.Add(comment);
    }

    private void Say(Sender from, string text, ulong? stream) => _sink.OnApplicationData(new ConnectionView(_connection),
        new ApplicationData(from, Encoding.ASCII.GetBytes(text), SampleConnections.At(5)) { Stream = stream });

    private void Lose(Sender from, ulong stream, long bytes) =>
        _sink.OnStreamGap(new ConnectionView(_connection), from, stream, bytes, SampleConnections.At(6));

    private (int From, int To, string Text)[] Told() =>
        [.. _frames.Where(HasData).Select(frame => (Port(frame, 0), Port(frame, 2), Encoding.ASCII.GetString(frame[(Header + 20)..])))];

    private string Flags(byte[] frame)
    {
        TcpFlags flags = (TcpFlags)frame[Header + 13];
        string name = (flags & TcpFlags.Fin) != 0 ? "FIN" : (flags & TcpFlags.Rst) != 0 ? "RST" : "";
        return $"{(Port(frame, 0) == _connection.Client.Port ? 'C' : 'S')}:{name}";
    }

    private static int Port(byte[] frame, int at) => BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(Header + at));

    private static bool HasData(byte[] frame) => ((TcpFlags)frame[Header + 13] & TcpFlags.Psh) != 0;
}
