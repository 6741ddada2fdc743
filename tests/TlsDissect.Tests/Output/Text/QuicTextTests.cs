using TlsDissect.Output.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Text;

public class QuicTextTests
{
    [Fact]
    public void A_block_has_the_version_the_streams_and_the_end()
    {
        ConnectionSummary connection = SampleConnections.Quic();
        QuicStatistics quic = connection.Quic!;
        (quic.IsRetried, quic.FirstVersion, quic.Version, quic.DatagramFrames, quic.Missing) = (true, "1", "2", 2, 3);
        quic.Close = new QuicClose(Sender.Client, 0, false, 30) { Name = "NO_ERROR", Reason = "done\u001b" };

        string block = Write(connection);

        Assert.Contains("QUIC           version 2, begun in version 1; the server first sent a token that proves", block,
            StringComparison.Ordinal);
        Assert.Contains("TLS 1.3, full handshake, ALPN h3", block, StringComparison.Ordinal);
        Assert.Contains("client 78 bytes in 1 packet", block, StringComparison.Ordinal);
        Assert.Contains("3 streams, 20 bytes missing, 2 DATAGRAM frames", block, StringComparison.Ordinal);
        Assert.Contains(@"closed         by the client: NO_ERROR, ""done\x1b""", block, StringComparison.Ordinal);
        Assert.Contains("3 packets missing; 20 bytes of streams missing", block, StringComparison.Ordinal);
        Assert.DoesNotContain("original destination", block, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_detail_is_IDs_parameters_paths_and_streams()
    {
        ConnectionSummary connection = SampleConnections.Quic();
        QuicStatistics quic = connection.Quic!;
        quic.ClientParameters = [new("initial_max_data", "100"), new("grease_quic_bit", "")];
        quic.PathList.Add(new QuicPath(connection.Client, connection.Server, 20));
        quic.UnlistedStreams = 1200;

        string block = Write(connection, isVerbose: true);

        Assert.Contains("original destination 0102", block, StringComparison.Ordinal);
        Assert.Contains("to the client aa; to the server bbcc", block, StringComparison.Ordinal);
        Assert.Contains("parameters     client: initial_max_data = 100, grease_quic_bit\n", block, StringComparison.Ordinal);
        Assert.Contains("moved          to 192.0.2.1:46800 and 192.0.2.2:443, from packet 20 on", block, StringComparison.Ordinal);
        Assert.Contains("streams        0, opened by the client: client 78 bytes, finished; server 300 bytes, 20 missing\n", block,
            StringComparison.Ordinal);
        Assert.Contains("3, opened by the server, one direction: 5 bytes\n", block, StringComparison.Ordinal);
        Assert.Contains("4, opened by the client: client 0 bytes, reset with error 0x10c; server 0 bytes\n", block,
            StringComparison.Ordinal);
        Assert.Contains("and 1,200 more\n", block, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_stays_encrypted_is_counted_in_packets()
    {
        ConnectionSummary connection = SampleConnections.OverQuic(SampleConnections.Bare(0x1301, ProtocolVersion.Tls13));
        (connection.ServerData.Records, connection.ServerData.CiphertextBytes) = (2, 2400);

        Assert.Contains("server at most 2,400 encrypted bytes in 2 packets; packets without data may be among them", Write(connection),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_the_sides_are_quoted_and_bounded()
    {
        ConnectionSummary connection = SampleConnections.Quic();
        QuicStatistics quic = connection.Quic!;
        quic.Close = new QuicClose(Sender.Client, 0x128, false, 30)
        {
            Name = "CRYPTO_ERROR (handshake_failure)",
            Reason = $"\"a, b{new string('x', 300)}",
        };
        quic.ClientParameters = [new("user_agent", "a\", b"), new("0x1234", new string('0', 2000))];
        quic.OutOfOrder = null;
        connection.Outcome = quic.OutcomeOf("\u001b");

        string block = Write(connection, isVerbose: true);

        Assert.Contains("by the client: CRYPTO_ERROR (handshake_failure), \"\\\"a, bxx", block, StringComparison.Ordinal);
        Assert.Contains("xx\"... (305 characters)\n", block, StringComparison.Ordinal);
        Assert.Contains("client: user_agent = \"a\\\", b\", 0x1234 = 000", block, StringComparison.Ordinal);
        Assert.Contains("0... (2,000 characters)\n", block, StringComparison.Ordinal);
        Assert.Contains("unknown how many packets out of order", block, StringComparison.Ordinal);
        Assert.Contains("refused by the client\\x1b with CRYPTO_ERROR", block, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', block);
    }

    [Fact]
    public void A_stateless_reset_is_the_end()
    {
        ConnectionSummary connection = SampleConnections.Quic();
        connection.Quic!.ResetBy = Sender.Server;

        Assert.Contains("closed         by the server, which has lost the state", Write(connection), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Data_is_headed_by_its_stream(bool live)
    {
        StringWriter output = new() { NewLine = "\n" };
        TextOptions options = new() { Data = true };
        using TextSink text = new(output, options);
        IConnectionSink sink = live ? new LiveTextSink(output, options, steps: false) : text;
        ConnectionSummary connection = SampleConnections.Quic();
        ConnectionView view = new(connection);
        sink.OnApplicationData(view, new ApplicationData(Sender.Client, "a"u8, SampleConnections.At(5)) { Stream = 0 });
        sink.OnApplicationData(view, new ApplicationData(Sender.Client, "b"u8, SampleConnections.At(6)) { Stream = 4 });
        sink.OnApplicationData(view, new ApplicationData(Sender.Client, "c"u8, SampleConnections.At(7)));
        sink.OnStreamGap(view, Sender.Server, 8, 1200, SampleConnections.At(8));
        sink.OnGap(view, Sender.Server, 0, SampleConnections.At(9));
        sink.OnEnd(connection);
        string written = output.ToString();

        Assert.Contains("client ──→  packet 5, stream 0", written, StringComparison.Ordinal);
        Assert.Contains("client ──→  packet 6, stream 4", written, StringComparison.Ordinal);
        Assert.Contains("client ──→  packet 7, DATAGRAM frames", written, StringComparison.Ordinal);
        Assert.Contains(live ? "packet 8: 1200 bytes of stream 8 were not captured or not decrypted"
            : "packet 8, stream 8: 1,200 bytes were not captured or not decrypted", written, StringComparison.Ordinal);
        Assert.Contains("packet 9: packets are missing or could not be decrypted", written, StringComparison.Ordinal);
    }

    private static string Write(ConnectionSummary connection, bool isVerbose = false)
    {
        StringWriter output = new() { NewLine = "\n" };
        new TextConnectionWriter(output, new TextOptions { Verbose = isVerbose }).Write(connection);
        return output.ToString();
    }
}
