using System.Text;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Text;

/// <summary>Data as <c>read</c> and <c>live</c> write it.</summary>
public class DataTextTests
{
    private static readonly byte[] Compressed =
        [.. "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"u8, 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x4c, 0x4a, 6, 0, 0xc2, 0x41,
            0x24, 0x35, 3];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_header_is_text_and_its_body_a_hex_dump(bool live)
    {
        string expected = """
            ←── server  packet 1#
                HTTP/1.1 200 OK
                Content-Encoding: gzip

                0000002b  1f 8b 08 00 00 00 00 00  00 03 4b 4c 4a 06 00 c2   ..........KLJ...
                0000003b  41 24 35 03                                        A$5.

            """;

        string written = Write(live, new TextOptions(), (Sender.Server, Compressed));

        Assert.Contains(expected.Replace("#", live ? "" : ", 63 bytes", StringComparison.Ordinal), written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Characters_and_lines_that_span_records_stay_whole(bool live)
    {
        byte[] text = Encoding.UTF8.GetBytes("ein Wörtchen: 例\r\nund 😀\n");
        for (int at = 1; at < text.Length; at++)
            Assert.Contains("    ein Wörtchen: 例\n    und 😀\n",
                Write(live, new TextOptions(), (Sender.Client, text[..at]), (Sender.Client, text[at..])), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Past_the_limit_the_bytes_are_counted(bool live)
    {
        TextOptions options = new() { MaxData = 20, Wording = new AdviceWording { MoreData = "; so you see them" } };
        string written = Write(live, options,
            (Sender.Client, "GET /12345678901"u8.ToArray()), (Sender.Client, Encoding.UTF8.GetBytes("234例, and more")),
            (Sender.Client, new byte[12_000]),
            (Sender.Server, "short"u8.ToArray()), (Sender.Server, new byte[15]), (Sender.Client, "again\n"u8.ToArray()));

        // The limit cuts the character in two: its three bytes are left out.
        Assert.Contains("    GET /12345678901234\n    … 12,013 more bytes; so you see them\n", written, StringComparison.Ordinal);
        Assert.Contains("    again\n", written, StringComparison.Ordinal);
        Assert.Single(written.Split('\n'), line => line.Contains("more byte", StringComparison.Ordinal));
        Assert.DoesNotContain('\ufffd', written);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_a_limit_all_of_it_is_written(bool live)
    {
        byte[] large = [.. Enumerable.Repeat("sixteen bytes.!\n"u8.ToArray(), 5_000).SelectMany(line => line)];
        Assert.Equal(10_000,
            Write(live, new TextOptions(), (Sender.Client, large), (Sender.Client, large)).Split("    sixteen bytes.!\n").Length - 1);
    }

    private static string Write(bool live, TextOptions options, params (Sender From, byte[] Bytes)[] records)
    {
        StringWriter output = new() { NewLine = "\n" };
        options = options with { Data = true };
        using TextSink text = new(output, options);
        IConnectionSink sink = live ? new LiveTextSink(output, options, steps: false) : text;
        ConnectionSummary connection = SampleConnections.Rsa();
        long packet = 1;
        foreach ((Sender from, byte[] bytes) in records)
            sink.OnApplicationData(new ConnectionView(connection), new ApplicationData(from, bytes, SampleConnections.At(packet++)));
        sink.OnEnd(connection);
        return output.ToString();
    }
}
