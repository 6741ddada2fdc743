using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Transport.Tcp;

/// <summary>Of two pieces that disagree, the one that the receiver took wins.</summary>
public class ChecksumTrustTests
{
    private const ChecksumVerdict Correct = ChecksumVerdict.Correct;
    private const ChecksumVerdict Wrong = ChecksumVerdict.Wrong;
    private const int Window = 64;

    [Theory]
    [InlineData(Wrong)]
    [InlineData(ChecksumVerdict.Offloaded)]
    public void Segment_with_a_correct_checksum_wins_over_an_earlier_one_with_a_wrong_one(ChecksumVerdict doubtful)
    {
        TcpWire wire = Verified().FromClient(3, "XYZ"u8, checksum: doubtful).FromClient(3, "def"u8, checksum: Correct).Acknowledge(6);
        Assert.Equal("abcdef", wire.Idle(2 * Window).Complete().Only.Story(0));
    }

    [Fact]
    public void It_wins_in_any_order_and_split()
    {
        TcpWire wire = Verified().FromClient(6, "XYZ"u8, checksum: Wrong).FromClient(3, "XX"u8, checksum: Wrong)
            .FromClient(2, "cdefgh"u8, checksum: Correct).FromClient(7, "hi"u8, checksum: Correct)
            .FromClient(5, "XXXXXXX"u8, checksum: Wrong).FromClient(9, "jkl"u8, checksum: Correct).Acknowledge(12);
        Assert.Equal("abcdefghijkl", wire.Only.Story(0));
        Assert.Equal("abcdefghijkl", wire.Idle(2 * Window).Complete().Only.Story(0));
        Assert.Empty(wire.Only.Gaps);
    }

    [Fact]
    public void The_SYNs_checksum_is_enough_to_doubt_the_first_data()
    {
        TcpWire wire = new();
        wire.Raw(TcpWire.Client, TcpWire.Server, wire.ClientStart - 1, 0, TcpFlags.Syn, [], checksum: Correct);
        wire.FromClient(0, "XYZ"u8, checksum: Wrong).FromClient(0, "abc"u8, checksum: Correct);
        Assert.Equal("abc", wire.Only.Story(0));
    }

    [Fact]
    public void Bytes_with_a_wrong_checksum_that_arrived_all_the_same_are_used_after_the_window()
    {
        TcpWire wire = Verified().FromClient(3, "def"u8, checksum: Wrong).FromClient(6, "ghi"u8, checksum: Correct).Acknowledge(9)
            .Idle(Window - 1);
        Assert.Equal("abc", wire.Only.Story(0));
        Assert.Equal("abcdefghi", wire.Idle(2).Only.Story(0));
        Assert.Empty(wire.Only.Gaps);
        Assert.Equal([4, 4, 4, 5, 5, 5, 6, 6, 6], wire.Only.Packets[0]);
    }

    [Fact]
    public void They_are_used_with_gaps_around_them_where_a_hole_stays()
    {
        TcpWire wire = Verified().FromClient(5, "f"u8, checksum: Wrong).FromClient(8, "ijk"u8, checksum: Correct).Acknowledge(11)
            .Idle(Window + 1);
        Assert.Equal("abc[2]f[2]ijk", wire.Only.Story(0));
    }

    [Fact]
    public void They_are_used_at_the_end_and_in_silence()
    {
        Assert.Equal("abcdef", Verified().FromClient(3, "def"u8, checksum: Wrong).Complete().Only.Story(0));
        Assert.Equal("abcdef",
            Verified().FromClient(3, "def"u8, checksum: Wrong).Acknowledge(6).Silence(1).Silence(1100 * TcpWire.Millisecond).Only.Story(0));
    }

    [Fact]
    public void Where_all_are_wrong_they_say_nothing()
    {
        TcpWire wire = new();
        wire.Raw(TcpWire.Client, TcpWire.Server, wire.ClientStart - 1, 0, TcpFlags.Syn, [], checksum: Wrong);
        wire.FromClient(0, "abc"u8, checksum: Wrong).FromClient(3, "def"u8, checksum: ChecksumVerdict.Offloaded);
        // A reset and a lone acknowledgment are made elsewhere in the sender, with a checksum.
        wire.FromClient(6, [], checksum: Correct).FromClient(6, "ghi"u8, checksum: Wrong);
        Assert.Equal("abcdefghi", wire.Only.Story(0));
    }

    [Fact]
    public void Where_some_are_left_out_as_a_rule_they_say_nothing_any_more()
    {
        TcpWire wire = Verified();
        for (int i = 0; i < 4; i++)
            wire.FromClient(3 + i * 20, new string((char)('0' + i), 20).Select(c => (byte)c).ToArray(), checksum: Wrong)
                .Acknowledge(23 + i * 20).Idle(Window + 1);
        wire.FromClient(83, "def"u8, checksum: Wrong);
        Assert.EndsWith("3def", wire.Only.Story(0), StringComparison.Ordinal);
    }

    [Fact]
    public void Segment_that_the_receiving_machine_joined_is_not_doubted()
    {
        byte[] large = new byte[4000];
        Assert.Equal(4003, Verified().FromClient(3, large, checksum: ChecksumVerdict.Offloaded).Only.Bytes(0).Length);
        Assert.Equal(3, Verified().FromClient(3, large, checksum: Wrong).Only.Bytes(0).Length);
    }

    [Fact]
    public void Directions_are_judged_apart() =>
        Assert.Equal("123", Verified().FromServer(0, "123"u8, checksum: Wrong).Only.Story(1));

    [Theory]
    [InlineData(TcpFlags.Rst)]
    [InlineData(TcpFlags.Fin | TcpFlags.Ack)]
    [InlineData(TcpFlags.Syn)]
    public void Nothing_else_is_believed_of_a_segment_with_a_wrong_checksum(TcpFlags flags)
    {
        TcpWire wire = Verified().FromServer(0, [], TcpFlags.Fin | TcpFlags.Ack);
        wire.FromClient(flags == TcpFlags.Syn ? 70_000_000 : 3, [], flags, acknowledged: 500, checksum: Wrong)
            .FromClient(3, "def"u8, checksum: Correct);
        Assert.Equal("abcdef", wire.Only.Story(0));
        Assert.False(wire.Only.Connection.IsClosing);
        Assert.Equal("", wire.Complete().Only.Story(1));
    }

    /// <summary>On the machine that sends it, where one other checksum happened to be computed.</summary>
    [Theory]
    [InlineData(Wrong, "")]
    [InlineData(ChecksumVerdict.Offloaded, "")]
    [InlineData(ChecksumVerdict.Offloaded, "def")]
    public void A_FIN_that_was_acknowledged_is_believed_all_the_same(ChecksumVerdict doubtful, string data)
    {
        const TcpFlags finAck = TcpFlags.Fin | TcpFlags.Ack;
        int end = 3 + data.Length;
        TcpWire wire = Verified().FromServer(0, [], finAck)
            .FromClient(3, data.Select(c => (byte)c).ToArray(), finAck, acknowledged: 1, checksum: doubtful);
        Assert.False(wire.Acknowledge(end).Only.Connection.IsClosing);

        wire.FromServer(1, [], acknowledged: end + 1).Silence(1100 * TcpWire.Millisecond);

        Assert.True(wire.Only.Connection.IsClosing);
        Assert.True(wire.Only.Statistics.SeenEnd);
        Assert.Equal("abc" + data, wire.Complete().Only.Story(0));
        Assert.Empty(wire.Only.Gaps);
    }

    [Fact]
    public void A_FIN_is_not_believed_where_a_byte_was_acknowledged()
    {
        const TcpFlags finAck = TcpFlags.Fin | TcpFlags.Ack;
        TcpWire wire = Verified().FromServer(0, [], finAck).FromClient(3, [], finAck, checksum: Wrong)
            .FromClient(3, "d"u8, checksum: Correct);
        wire.FromServer(1, [], acknowledged: 4);

        Assert.False(wire.Only.Connection.IsClosing);
        Assert.Equal("abcdef", wire.FromClient(4, "ef"u8, checksum: Correct).Only.Story(0));
    }

    [Fact]
    public void Flood_of_segments_with_wrong_checksums_is_bounded()
    {
        TcpWire wire = new TcpWire(new TcpLimits { MaxOutOfOrderBytes = 10_000 }).Open().FromClient(0, "abc"u8, checksum: Correct);
        for (int i = 0; i < 100; i++) wire.FromClient(3 + 1000 * i, new byte[1000], checksum: Wrong);
        wire.FromClient(3, "def"u8, checksum: Correct).Complete();
        Assert.InRange(wire.Only.Bytes(0).Length, 6, 20_000);
        Assert.StartsWith("abcdef", wire.Only.Story(0), StringComparison.Ordinal);
    }

    [Fact]
    public void Padding_behind_an_acknowledgment_is_not_data_where_a_longer_segment_overlaps_it()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromClient(3, new byte[6]).FromClient(3, new byte[6])
            .FromClient(3, "defghijkl"u8).FromClient(12, "m"u8).Acknowledge(13);
        Assert.Equal("abcdefghijklm", wire.Only.Story(0));
        Assert.Equal("abcdefghijklm", wire.Complete().Only.Story(0));
    }

    [Fact]
    public void Padding_behind_the_FIN_is_not_data()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8, TcpFlags.Fin | TcpFlags.Ack)
            .FromServer(0, [], TcpFlags.Fin | TcpFlags.Ack, acknowledged: 4).FromClient(4, new byte[6], acknowledged: 1);
        Assert.Equal("abc", wire.Complete().Only.Story(0));
        Assert.Empty(wire.Only.Gaps);
    }

    [Fact]
    public void Zeros_that_nothing_overlaps_are_data()
    {
        TcpWire wire = new TcpWire().Open().FromClient(0, "abc"u8).FromClient(3, new byte[2]).FromClient(5, "de"u8).Acknowledge(7)
            .Idle(Window + 1);
        Assert.Equal("abc\0\0de", wire.Only.Story(0));
        Assert.Equal("abc\0", new TcpWire().Open().FromClient(0, "abc"u8).FromClient(3, new byte[1]).Complete().Only.Story(0));
        Assert.Equal("\0", new TcpWire().FromClient(3, new byte[1]).Complete().Only.Story(0));
    }

    /// <summary>A client whose checksums are correct.</summary>
    private static TcpWire Verified() => new TcpWire().Open().FromClient(0, "abc"u8, checksum: Correct);
}
