using System.Globalization;
using TlsDissect.Connections.Datagrams;
using TlsDissect.Records.Dtls;

namespace TlsDissect.Tests.Connections.Datagrams;

/// <summary>Which epoch the two bits of a unified header name (RFC 9147 §4.2.2).</summary>
public sealed class DatagramSideTests
{
    [Theory]
    [InlineData("", "- 1 2 3")]
    [InlineData("0", "- 1 2 3")]
    [InlineData("0 2", "- 1 2 3")]
    [InlineData("0 2 3", "4 1 2 3")]
    [InlineData("3 4", "4 5 2 3")]
    [InlineData("3 4 5", "4 5 6 3")]
    [InlineData("4 5 6", "4 5 6 7")]
    [InlineData("5 6 7", "8 5 6 7")]
    public void It_is_the_latest_that_the_sender_can_be_in(string before, string expected)
    {
        using DtlsSide side = new(0, 1 << 16, 1 << 16);
        foreach (string epoch in before.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Authenticate(side, int.Parse(epoch, null));
        Assert.Equal(expected, string.Join(' ', Enumerable.Range(0, 4).Select(bits => EpochOf(side, bits))));
    }

    [Fact]
    public void Records_are_kept_for_each_epoch_the_earliest_first()
    {
        using DtlsSide side = new(1, 1 << 16, 1 << 16);
        Assert.False(side.HasSent);
        foreach (int epoch in new[] { 3, 0, 2, 3 }) Assert.Equal(epoch, side.Of(epoch).Epoch);
        Assert.True(side.HasSent);
        Assert.Equal([0, 2, 3], side.Epochs.Select(records => records.Epoch));
        Assert.Same(side.Of(2), side.Of(2));
    }

    /// <summary>The epoch of a unified header with these low bits.</summary>
    private static string EpochOf(DtlsSide side, int bits)
    {
        ReadOnlySpan<byte> datagram = [(byte)(0x20 | bits), 1, 2, 3];
        Assert.True(DtlsRecordReader.TryRead(ref datagram, connectionIdLength: 0, out DtlsRecord record));
        return side.EpochOf(record)?.ToString(CultureInfo.InvariantCulture) ?? "-";
    }

    private static void Authenticate(DtlsSide side, int epoch) => side.Settle(side.Of(epoch).Epoch);
}
