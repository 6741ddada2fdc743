using TlsDissect.Protocol;
using TlsDissect.Tests.Transport.Tcp;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Connections;

/// <summary>TCP connections without TLS are counted when they end.</summary>
public class OtherTcpTests
{
    private readonly List<ConnectionSummary> _ended = [];
    private readonly TlsDissector _dissector;
    private long _packet;

    public OtherTcpTests() => _dissector = new TlsDissector(new DissectorOptions(), KeyRing.Empty, new Ending(_ended));

    [Fact]
    public void A_SYN_without_an_answer_is_a_connection()
    {
        Send(TcpFlags.Syn, 1, []);
        Assert.Equal(default, _dissector.Other);
        _dissector.Complete();
        Assert.Equal(new OtherTcp(1, 1), _dissector.Other);
    }

    [Fact]
    public void Other_bytes_make_no_TLS_connection()
    {
        Send(TcpFlags.Syn, 1, []);
        Send(TcpFlags.Ack, 2, "GET / HTTP/1.1\r\n\r\n"u8);
        Send(TcpFlags.Rst, 20, []);
        _dissector.Complete();
        Assert.Equal(new OtherTcp(1, 3), _dissector.Other);
        Assert.Empty(_ended);
    }

    [Fact]
    public void Ports_used_again_are_two()
    {
        Send(TcpFlags.Syn, 1, []);
        Send(TcpFlags.Ack, 2, "first"u8);
        Send(TcpFlags.Syn, 9_000_000, []);
        Send(TcpFlags.Ack, 9_000_001, "second"u8);
        Assert.Equal(new OtherTcp(1, 2), _dissector.Other);
        _dissector.Complete();
        Assert.Equal(new OtherTcp(2, 4), _dissector.Other);
    }

    [Fact]
    public void A_connection_with_TLS_is_not_among_them()
    {
        Send(TcpFlags.Syn, 1, []);
        // A record of an alert: close_notify.
        Send(TcpFlags.Ack, 2, [21, 3, 3, 0, 2, 1, 0]);
        _dissector.Complete();
        Assert.Single(_ended);
        Assert.Equal(default, _dissector.Other);
    }

    private void Send(TcpFlags flags, uint sequence, ReadOnlySpan<byte> data) => _dissector.Add(new TcpSegment
    {
        PacketNumber = ++_packet,
        Time = new CaptureTime(_packet * 1_000_000),
        Source = TcpWire.Client,
        Destination = TcpWire.Server,
        Sequence = sequence,
        Acknowledgment = 1,
        Flags = flags,
        Payload = data,
        PayloadLength = data.Length,
    });

    private sealed class Ending(List<ConnectionSummary> ended) : IConnectionSink
    {
        public bool WantsApplicationData(ConnectionView connection) => false;

        public void OnEnd(ConnectionSummary connection) => ended.Add(connection);
    }
}
