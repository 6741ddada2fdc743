using System.Net;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Transport.Tcp;

/// <summary>Sends segments through a connection table, one packet each, and keeps what comes out.</summary>
internal sealed class TcpWire
{
    public const long Millisecond = 1_000_000;

    public static readonly IpEndpoint Client = Endpoint("192.0.2.1", 46800);
    public static readonly IpEndpoint Server = Endpoint("192.0.2.2", 443);

    private readonly TcpConnectionTable _table;

    public TcpWire(TcpLimits? limits = null, HostPairShard? shard = null) =>
        _table = new TcpConnectionTable(limits ?? new TcpLimits(), new OwnedFlows(shard ?? HostPairShard.All, FlowShard.All), connection =>
        {
            StreamRecorder recorder = new(connection, _ended, () => FinalizedAt);
            Opened.Add(recorder);
            return recorder;
        });

    private readonly List<StreamRecorder> _ended = [];

    /// <summary>Connections in the order in which they were opened.</summary>
    public List<StreamRecorder> Opened { get; } = [];

    /// <summary>Connections in the order of their ends.</summary>
    public IReadOnlyList<StreamRecorder> Ended => _ended;

    public StreamRecorder Only => Assert.Single(Opened);

    public long Packet { get; private set; }

    /// <summary>Capture clock in nanoseconds; a packet moves it on by a tenth of a millisecond.</summary>
    public long Now { get; set; } = 1_000_000 * Millisecond;

    public uint ClientStart { get; set; } = 1000;

    public uint ServerStart { get; set; } = 5000;

    public int Count => _table.Count;

    private long FinalizedAt => _table.Ending.Packet;

    public static IpEndpoint Endpoint(string address, int port) =>
        new(IpAddress.FromV4(IPAddress.Parse(address).GetAddressBytes()), (ushort)port);

    /// <summary>SYN, SYN-ACK, ACK: offset 0 of each side is the byte after its SYN.</summary>
    public TcpWire Open(ChecksumVerdict checksum = default)
    {
        Raw(Client, Server, ClientStart - 1, 0, TcpFlags.Syn, [], checksum: checksum);
        Raw(Server, Client, ServerStart - 1, ClientStart, TcpFlags.Syn | TcpFlags.Ack, []);
        return FromClient(0, []);
    }

    /// <summary>Bytes from the client at an offset; acknowledges nothing of the server's.</summary>
    public TcpWire FromClient(long offset, ReadOnlySpan<byte> data, TcpFlags flags = TcpFlags.Ack, long acknowledged = 0,
        int? wireLength = null, ChecksumVerdict checksum = default) =>
        Raw(Client, Server, ClientStart + (uint)offset, ServerStart + (uint)acknowledged, flags, data, wireLength, checksum);

    /// <summary>Bytes from the server at an offset; <paramref name="acknowledged"/> is the client's offset.</summary>
    public TcpWire FromServer(long offset, ReadOnlySpan<byte> data, TcpFlags flags = TcpFlags.Ack, long acknowledged = 0,
        int? wireLength = null, ChecksumVerdict checksum = default) =>
        Raw(Server, Client, ServerStart + (uint)offset, ClientStart + (uint)acknowledged, flags, data, wireLength, checksum);

    /// <summary>The server acknowledges the client's bytes before an offset.</summary>
    public TcpWire Acknowledge(long offset) => FromServer(0, [], TcpFlags.Ack, offset);

    /// <summary>Packets that say nothing new, for windows to pass.</summary>
    public TcpWire Idle(int packets)
    {
        for (int i = 0; i < packets; i++) FromServer(0, []);
        return this;
    }

    public TcpWire Wait(long nanoseconds)
    {
        Now += nanoseconds;
        return this;
    }

    /// <summary>A packet of another connection.</summary>
    public TcpWire Other(long packets = 1)
    {
        Packet += packets;
        _table.Observe(Packet, new CaptureTime(Now));
        return this;
    }

    /// <summary>Time passes without a packet, and is looked at.</summary>
    public TcpWire Silence(long nanoseconds)
    {
        Now += nanoseconds;
        _table.GiveUpHoles(new CaptureTime(Now));
        return this;
    }

    public TcpWire Raw(IpEndpoint source, IpEndpoint destination, uint sequence, uint acknowledgment, TcpFlags flags,
        ReadOnlySpan<byte> data, int? wireLength = null, ChecksumVerdict checksum = default)
    {
        Packet++;
        Now += Millisecond / 10;
        _table.Add(new TcpSegment
        {
            PacketNumber = Packet,
            Time = new CaptureTime(Now),
            Source = source,
            Destination = destination,
            Sequence = sequence,
            Acknowledgment = acknowledgment,
            Flags = flags,
            Payload = data,
            PayloadLength = wireLength ?? data.Length,
            Checksum = checksum,
        });
        // Those that bring no bytes are looked at too.
        _ = _table.Latest?.Consumer;
        return this;
    }

    public TcpWire Complete()
    {
        _table.Complete();
        return this;
    }
}
