using System.Text;
using TlsDissect.Output.Follow;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Follow;

/// <summary>Following a QUIC connection: streams are told apart.</summary>
public class FollowStreamTests
{
    [Fact]
    public void A_line_names_the_side_and_the_stream_when_they_change() =>
        Assert.Equal("""
            client ──→  stream 0
            GET /a
            client ──→  stream 4
            GET /b
            ←── server  stream 0
            page
            client ──→  DATAGRAM frames
            ping

            """, Follow(FollowFormat.Text));

    [Fact]
    public void Of_one_side_the_stream_is_named_too() =>
        Assert.Equal("←── server  stream 0\npage\n", Follow(FollowFormat.Text, Sender.Server));

    [Fact]
    public void A_hex_dump_counts_each_stream_on() =>
        Assert.Equal(["00000000  47 45 54", "00000003  20 2f 61", "00000000  47 45 54", "00000000  70 61 67", "00000000  70 69 6e"],
            Follow(FollowFormat.Hex).Split('\n').Where(line => line.StartsWith('0')).Select(line => line[..18]));

    [Theory]
    [InlineData("0", FollowFormat.Text, "client ──→\nGET /a\n←── server\npage\n")]
    [InlineData("4", FollowFormat.Text, "client ──→\nGET /b\n")]
    [InlineData("0", FollowFormat.Raw, "GET /apage\n")]
    [InlineData("datagrams", FollowFormat.Raw, "ping")]
    [InlineData("8", FollowFormat.Raw, "")]
    internal void One_stream_is_written_as_a_connection_is(string stream, FollowFormat format, string expected) =>
        Assert.Equal(expected, Follow(format, only: FollowedStream.Parse(stream)));

    [Fact]
    public void Raw_output_of_several_streams_is_nothing() => Assert.Equal("", Follow(FollowFormat.Raw, isMixed: true));

    [Fact]
    public void Raw_output_of_the_only_stream_needs_no_choice() => Assert.Equal("page\n", Follow(FollowFormat.Raw, Sender.Server));

    [Theory]
    [InlineData("0")]
    [InlineData("datagrams")]
    public void A_connection_without_QUIC_has_no_streams(string stream)
    {
        MemoryStream output = new();
        ConnectionSummary connection = SampleConnections.Rsa();
        using (FollowSink sink = new(output, connection.Id, null, FollowFormat.Raw) { Only = FollowedStream.Parse(stream) })
        {
            sink.OnApplicationData(new ConnectionView(connection), new ApplicationData(Sender.Client, "hi"u8, SampleConnections.At(5)));
            Assert.False(sink.HasData);
        }

        Assert.Empty(output.ToArray());
    }

    [Fact]
    public void Gaps_and_resets_are_lines_that_name_their_stream()
    {
        MemoryStream output = new();
        ConnectionSummary connection = SampleConnections.Quic();
        using (FollowSink sink = new(output, connection.Id, null, FollowFormat.Text))
        {
            ConnectionView view = new(connection);
            sink.OnApplicationData(view, new ApplicationData(Sender.Client, "cut o"u8, SampleConnections.At(5)) { Stream = 0 });
            sink.OnStreamGap(view, Sender.Client, 0, 1200, SampleConnections.At(6));
            sink.OnStreamEnd(view, Sender.Client, 0, null, SampleConnections.At(6));
            sink.OnStreamEnd(view, Sender.Client, 4, 268, SampleConnections.At(6));
        }

        Assert.Equal("client ──→  stream 0\ncut o\n[1200 bytes of stream 0 were not captured or not decrypted]\n" +
            "[stream 4 was reset with error 0x10c]\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void Each_side_of_each_stream_has_a_file_that_ends_with_it()
    {
        Dictionary<string, MemoryStream> files = [];
        List<string> closed = [];
        using FollowAllSink sink = new((name, _) => files.Add(name, new MemoryStream()), (name, bytes) => files[name].Write(bytes),
            closed.Add, null, FollowFormat.Text);
        ConnectionSummary connection = SampleConnections.Quic();
        ConnectionView view = new(connection);
        Talk(sink, connection);
        sink.OnStreamGap(view, Sender.Server, 8, 7, SampleConnections.At(6));
        sink.OnStreamEnd(view, Sender.Client, 4, 268, SampleConnections.At(6));

        Assert.Equal(["4.stream4.client"], closed);
        sink.OnEnd(connection);
        Assert.Equal(files.Keys.Order(), closed.Order());
        Assert.Equal(
        [
            "4.datagrams.client ping\n", "4.stream0.client GET /a\n", "4.stream0.server page\n",
            "4.stream4.client GET /b\n[stream 4 was reset with error 0x10c]\n",
            "4.stream8.server [7 bytes of stream 8 were not captured or not decrypted]\n",
        ], files.Select(file => $"{file.Key} {Encoding.UTF8.GetString(file.Value.ToArray())}").Order(StringComparer.Ordinal));
        Assert.All(files.Keys, name => Assert.True(FollowAllSink.IsName(name)));
    }

    [Fact]
    public void Without_data_a_reset_makes_no_file_and_a_gap_one_that_does_not_count()
    {
        List<string> files = [];
        using FollowAllSink sink = new((name, _) => files.Add(name), (_, _) => { }, _ => { }, null, FollowFormat.Text);
        ConnectionView view = new(SampleConnections.Quic());
        sink.OnStreamEnd(view, Sender.Client, 4, 268, SampleConnections.At(6));
        Assert.Empty(files);

        sink.OnStreamGap(view, Sender.Server, 8, 7, SampleConnections.At(6));
        Assert.Equal(["4.stream8.server"], files);
        Assert.Equal(0, sink.Count);

        sink.OnApplicationData(view, new ApplicationData(Sender.Server, "late"u8, SampleConnections.At(7)) { Stream = 8 });
        Assert.Equal(1, sink.Count);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("4611686018427387903", true)]
    [InlineData("4611686018427387904", false)]
    [InlineData("datagrams", true)]
    [InlineData("-1", false)]
    [InlineData("", false)]
    [InlineData("all", false)]
    public void A_stream_is_a_number_of_62_bits_or_the_word_for_DATAGRAM_frames(string text, bool isStream) =>
        Assert.Equal(isStream, FollowedStream.Parse(text) is not null);

    [Fact]
    public void The_streams_of_a_connection_are_listed()
    {
        QuicStatistics quic = SampleConnections.Quic().Quic!;
        Assert.Equal("0, 3, 4", FollowedStream.ListOf(quic));
        (quic.UnlistedStreams, quic.DatagramFrames) = (7, 1);
        quic.StreamList.AddRange(Enumerable.Range(2, 15).Select(number => new QuicStream((ulong)number * 4)));
        Assert.Equal("0, 3, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 9 more, datagrams", FollowedStream.ListOf(quic));
        Assert.Equal("none", FollowedStream.ListOf(new QuicStatistics()));
    }

    private static string Follow(FollowFormat format, Sender? from = null, FollowedStream? only = null, bool isMixed = false)
    {
        MemoryStream output = new();
        ConnectionSummary connection = SampleConnections.Quic();
        using (FollowSink sink = new(output, connection.Id, from, format) { Only = only })
        {
            Talk(sink, connection);
            sink.OnEnd(connection);
            Assert.Equal(isMixed, sink.IsMixed);
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static void Talk(IConnectionSink sink, ConnectionSummary connection)
    {
        Say(Sender.Client, "GET"u8, 0);
        Say(Sender.Client, " /a"u8, 0);
        Say(Sender.Client, "GET /b"u8, 4);
        Say(Sender.Server, "page\n"u8, 0);
        Say(Sender.Client, "ping"u8, null);

        void Say(Sender from, ReadOnlySpan<byte> bytes, ulong? stream) => sink.OnApplicationData(new ConnectionView(connection),
            new ApplicationData(from, bytes, SampleConnections.At(5)) { Stream = stream });
    }
}
