using System.Text;
using TlsDissect.Output.Follow;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Follow;

public class FollowSinkTests
{
    private static readonly (Sender From, byte[] Bytes)[] Talk =
    [
        (Sender.Client, "hello "u8.ToArray()),
        (Sender.Client, "there"u8.ToArray()),
        (Sender.Server, "well met\n"u8.ToArray()),
        (Sender.Client, "bye\r\n"u8.ToArray()),
    ];

    [Fact]
    public void Raw_is_every_byte_in_the_order_it_came() =>
        Assert.Equal("hello therewell met\nbye\r\n", Follow(FollowFormat.Raw, null));

    [Fact]
    public void Raw_of_one_side_is_that_sides_bytes() => Assert.Equal("well met\n", Follow(FollowFormat.Raw, Sender.Server));

    [Fact]
    public void Text_of_both_says_who_speaks() =>
        Assert.Equal("client ──→\nhello there\n←── server\nwell met\nclient ──→\nbye\n", Follow(FollowFormat.Text, null));

    [Fact]
    public void Text_of_one_side_is_its_lines_alone() => Assert.Equal("hello therebye\n", Follow(FollowFormat.Text, Sender.Client));

    [Fact]
    public void Hex_counts_each_sides_offset_on() =>
        Assert.Equal(
            """
            00000000  68 65 6c 6c 6f 20                                  hello 
            00000006  74 68 65 72 65                                     there
            0000000b  62 79 65 0d 0a                                     bye..

            """,
            Follow(FollowFormat.Hex, Sender.Client));

    [Fact]
    public void A_gap_stands_on_a_line_of_its_own()
    {
        MemoryStream output = new();
        ConnectionSummary connection = SampleConnections.Rsa();
        using (FollowSink sink = new(output, connection.Id, null, FollowFormat.Text))
        {
            sink.OnApplicationData(new ConnectionView(connection), new ApplicationData(Sender.Client, "cut o"u8, SampleConnections.At(5)));
            sink.OnGap(new ConnectionView(connection), Sender.Client, 1460, SampleConnections.At(6));
        }

        Assert.Equal("client ──→\ncut o\n[1460 bytes were not captured]\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void Skipped_bytes_are_a_line_and_nothing_in_raw_output()
    {
        foreach (FollowFormat format in Enum.GetValues<FollowFormat>())
        {
            MemoryStream output = new();
            ConnectionSummary connection = SampleConnections.Rsa();
            using (FollowSink sink = new(output, connection.Id, Sender.Server, format))
                sink.OnSkippedBytes(new ConnectionView(connection), Sender.Server, 3065, SampleConnections.At(6));
            Assert.Equal(format == FollowFormat.Raw ? "" : "[3065 bytes could not be read as TLS records]\n",
                Encoding.UTF8.GetString(output.ToArray()));
        }
    }

    [Fact]
    public void Only_the_connection_that_was_asked_for_is_wanted()
    {
        using FollowSink sink = new(new MemoryStream(), 99, null, FollowFormat.Raw);
        Assert.False(sink.WantsApplicationData(new ConnectionView(SampleConnections.Rsa())));
        sink.OnEnd(SampleConnections.Rsa());
        Assert.Null(sink.Found);
    }

    private static string Follow(FollowFormat format, Sender? from)
    {
        MemoryStream output = new();
        ConnectionSummary connection = SampleConnections.Rsa();
        using (FollowSink sink = new(output, connection.Id, from, format))
        {
            Assert.True(sink.WantsApplicationData(new ConnectionView(connection)));
            foreach ((Sender sender, byte[] bytes) in Talk)
                sink.OnApplicationData(new ConnectionView(connection), new ApplicationData(sender, bytes, SampleConnections.At(5)));
            sink.OnEnd(connection);
            Assert.Same(connection, sink.Found);
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }
}
