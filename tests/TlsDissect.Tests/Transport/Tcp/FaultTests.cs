using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Transport.Tcp;

/// <summary>An error while one connection's segments are reassembled ends only that connection.</summary>
public sealed class FaultTests
{
    private readonly List<Consumer> _opened = [];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_ends_its_own_connection_and_the_others_go_on(bool isAtEnd)
    {
        TcpConnectionTable table = new(new TcpLimits(), OwnedFlows.All, _ =>
        {
            _opened.Add(new Consumer { Throws = _opened.Count == 0, AtGap = isAtEnd });
            return _opened[^1];
        });
        for (int round = 0; round < 3; round++)
        {
            Send(table, 40_000, 1000 + 10 * round, isAtEnd);
            Send(table, 40_001, 1000 + 10 * round, isAtEnd);
        }

        table.Complete();

        Assert.Equal((1, 1), (_opened[0].Faults, _opened[0].Ends));
        Assert.Equal((0, 1), (_opened[1].Faults, _opened[1].Ends));
        Assert.Equal(0, _opened[0].Bytes);
        Assert.Equal(30, _opened[1].Bytes);
    }

    /// <summary>A wrong checksum after a right one, and what is too far ahead, wait beside what waits for a hole.</summary>
    [Fact]
    public void Nothing_that_waited_is_held_after_it()
    {
        TcpConnectionTable table = new(new TcpLimits(), OwnedFlows.All, _ => new Consumer { Throws = true });
        table.Add(At(40_000, 999, TcpFlags.Syn, []) with { Checksum = ChecksumVerdict.Correct });
        long before = table.Latest!.Held;
        table.Add(At(40_000, 1100, TcpFlags.Ack, new byte[1000]) with { Checksum = ChecksumVerdict.Correct });
        table.Add(At(40_000, 3000, TcpFlags.Ack, new byte[1000]) with { Checksum = ChecksumVerdict.Wrong });
        table.Add(At(40_000, 100_000_000, TcpFlags.Ack, new byte[1000]) with { Checksum = ChecksumVerdict.Correct });
        Assert.True(table.Latest.Held > before + 3000, "not all of them wait");

        table.Add(At(40_000, 1000, TcpFlags.Ack, new byte[10]));

        Assert.True(table.Latest.IsFailed);
        Assert.Equal(before, table.Latest.Held);
    }

    private static long _packet;

    /// <summary>Ten bytes behind the SYN that is taken to be there; where a gap is wanted, with one byte missing before them.</summary>
    private static void Send(TcpConnectionTable table, int port, int sequence, bool withHole)
    {
        if (sequence == 1000) table.Add(At(port, 999, TcpFlags.Syn, []));
        table.Add(At(port, sequence + (withHole ? 1 : 0), TcpFlags.Ack, new byte[10]));
    }

    private static TcpSegment At(int port, int sequence, TcpFlags flags, byte[] payload) => new()
    {
        PacketNumber = ++_packet,
        Time = new CaptureTime(1_000_000_000 + _packet),
        Source = TcpWire.Endpoint("192.0.2.1", port),
        Destination = TcpWire.Server,
        Sequence = (uint)sequence,
        Acknowledgment = 0,
        Flags = flags,
        Payload = payload,
        PayloadLength = payload.Length,
    };

    private sealed class Consumer : IStreamConsumer
    {
        public bool Throws { get; init; }

        public bool AtGap { get; init; }

        public int Bytes { get; private set; }

        public int Faults { get; private set; }

        public int Ends { get; private set; }

        public void OnData(int side, ReadOnlySpan<byte> data, in StreamPosition position)
        {
            if (Throws && !AtGap) throw new InvalidOperationException();
            Bytes += data.Length;
        }

        public void OnGap(int side, long length, in StreamPosition position)
        {
            if (Throws && AtGap) throw new InvalidOperationException();
        }

        public bool IsFault(Exception exception) => exception is InvalidOperationException;

        public void OnFault(Exception exception) => Faults++;

        public void OnEnd() => Ends++;
    }
}
