using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Output;

/// <summary>Bytes that are missing because packets were captured truncated are not blamed on loss.</summary>
public class LossAdviceTests
{
    [Theory]
    [InlineData(1, 100, 100, "1 packet was captured truncated, so bytes are missing; capture whole packets (tcpdump -s 0)")]
    [InlineData(1200, 90000, 90000, "1,200 packets were captured truncated, so bytes are missing; capture whole packets (tcpdump -s 0)")]
    [InlineData(2, 100, 150, "2 packets were captured truncated, and others are not in the capture, so bytes are missing; capture whole " +
        "packets (tcpdump -s 0) with a larger buffer or a filter")]
    [InlineData(0, 0, 150, "packets are not in the capture, so bytes are missing; capture with a larger buffer, or with a filter for " +
        "fewer packets")]
    [InlineData(1, 0, 150, "packets are not in the capture, so bytes are missing; capture with a larger buffer, or with a filter for " +
        "fewer packets")]
    public void The_sentence_of_a_gap_says_why_bytes_are_missing(int packets, long truncated, long missing, string expected)
    {
        ConnectionSummary connection = SampleConnections.Bare(0x009c, ProtocolVersion.Tls12);
        (connection.Tcp!.TruncatedPackets, connection.Tcp.TruncatedBytes, connection.Tcp.MissingBytes) = (packets, truncated, missing);
        connection.Reason = DecryptionReason.StreamGap;

        Assert.Equal(expected, connection.Explain());
    }

    [Fact]
    public void A_hello_that_is_truncated_in_its_packet_asks_for_whole_packets()
    {
        ConnectionSummary connection = new(new TcpStatistics { TruncatedPackets = 1, TruncatedBytes = 10, MissingBytes = 10 });
        Assert.Equal("capture whole packets (tcpdump -s 0)", LossAdvice.Capture(connection));
    }
}
