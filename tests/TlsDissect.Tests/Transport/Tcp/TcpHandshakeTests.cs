using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Transport.Tcp;

/// <summary>The duration of TCP's handshake.</summary>
public class TcpHandshakeTests
{
    private const TcpFlags Syn = TcpFlags.Syn, Ack = TcpFlags.Ack, SynAck = TcpFlags.Syn | TcpFlags.Ack;

    private const TcpFlags ResetAck = TcpFlags.Rst | TcpFlags.Ack;

    [Fact]
    public void It_is_the_time_from_the_first_SYN_to_its_senders_acknowledgment() =>
        Assert.Equal(30, Of((0, Syn, 100), (1, SynAck, 120), (0, Ack, 130), (0, Ack, 150)));

    [Fact]
    public void The_first_copy_of_a_SYN_counts() =>
        Assert.Equal(1030, Of((0, Syn, 100), (0, Syn, 1100), (1, SynAck, 1120), (0, Ack, 1130)));

    [Fact]
    public void It_does_not_matter_which_side_opens() => Assert.Equal(30, Of((1, Syn, 100), (0, SynAck, 120), (1, Ack, 130)));

    [Fact]
    public void The_other_sides_SYN_need_not_be_captured() => Assert.Equal(30, Of((0, Syn, 100), (0, Ack, 130)));

    [Fact]
    public void A_SYN_captured_after_its_answer_counts() => Assert.Equal(29, Of((1, SynAck, 100), (0, Syn, 101), (0, Ack, 130)));

    [Fact]
    public void Without_a_SYN_there_is_none() => Assert.Null(Of((1, SynAck, 120), (0, Ack, 130), (0, Syn, 140), (0, Ack, 150)));

    [Fact]
    public void Without_an_acknowledgment_there_is_none() => Assert.Null(Of((0, Syn, 100), (1, SynAck, 120), (1, Ack, 140)));

    [Fact]
    public void A_reset_acknowledges_nothing() => Assert.Null(Of((0, Syn, 100), (0, ResetAck, 130), (1, ResetAck, 140)));

    [Fact]
    public void A_clock_that_was_set_back_gives_none() => Assert.Null(Of((0, Syn, 100), (1, SynAck, 120), (0, Ack, 90), (0, Ack, 200)));

    [Fact]
    public void Times_that_are_too_far_apart_give_none() => Assert.Null(Of((0, Syn, long.MinValue), (0, Ack, long.MaxValue)));

    private static long? Of(params (int Side, TcpFlags Flags, long Time)[] segments)
    {
        TcpHandshake handshake = default;
        foreach ((int side, TcpFlags flags, long time) in segments)
        {
            if (!handshake.IsOpen) break;
            handshake.Note(side, new TcpSegment
            {
                PacketNumber = 1,
                Time = new CaptureTime(time),
                Source = default,
                Destination = default,
                Sequence = 0,
                Acknowledgment = 0,
                Flags = flags,
                Payload = [],
                PayloadLength = 0,
            });
        }

        return handshake.RoundTrip;
    }
}
