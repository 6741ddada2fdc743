using System.Net;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Tests.Transport.Udp;

/// <summary>Sends datagrams through a flow table, one packet each, and keeps what comes out.</summary>
internal sealed class UdpWire : IDatagramProtocol
{
    public const long Second = 1_000_000_000;

    public static readonly IpEndpoint Client = Endpoint("192.0.2.1", 46800);
    public static readonly IpEndpoint Server = Endpoint("192.0.2.2", 443);

    private readonly List<DatagramRecorder> _ended = [];

    public UdpWire(UdpLimits? limits = null, HostPairShard? shard = null, MemoryAccount? memory = null) =>
        Table = new UdpFlowTable(limits ?? new UdpLimits(), new OwnedFlows(shard ?? HostPairShard.All, FlowShard.All), [this], memory);

    public UdpFlowTable Table { get; }

    /// <summary>Flows in the order in which they were opened.</summary>
    public List<DatagramRecorder> Opened { get; } = [];

    /// <summary>Flows in the order of their ends.</summary>
    public IReadOnlyList<DatagramRecorder> Ended => _ended;

    public DatagramRecorder Only => Assert.Single(Opened);

    public long Packet { get; private set; }

    /// <summary>Capture clock in nanoseconds; a packet moves it on by a tenth of a millisecond.</summary>
    public long Now { get; set; } = 1_000_000 * Second;

    /// <summary>Selects the datagrams that begin a flow; default: all.</summary>
    public Func<byte[], bool> Selects { get; init; } = _ => true;

    /// <summary>Whether consumers of a flow from this port throw.</summary>
    public int? FaultyPort { get; init; }

    public static IpEndpoint Endpoint(string address, int port)
    {
        byte[] bytes = IPAddress.Parse(address).GetAddressBytes();
        return new IpEndpoint(bytes.Length == 4 ? IpAddress.FromV4(bytes) : IpAddress.FromV6(bytes), (ushort)port);
    }

    public UdpWire FromClient(string text) => Send(Client, Server, text);

    public UdpWire FromServer(string text) => Send(Server, Client, text);

    public UdpWire Send(IpEndpoint source, IpEndpoint destination, string text) =>
        Send(source, destination, System.Text.Encoding.Latin1.GetBytes(text));

    public UdpWire Send(IpEndpoint source, IpEndpoint destination, byte[] payload, int? wireLength = null,
        ChecksumVerdict checksum = default)
    {
        Packet++;
        Now += Second / 10_000;
        Table.Add(new Datagram
        {
            PacketNumber = Packet,
            Time = new CaptureTime(Now),
            Source = source,
            Destination = destination,
            Payload = payload,
            PayloadLength = wireLength ?? payload.Length,
            Checksum = checksum,
        });
        return this;
    }

    public UdpWire Wait(long nanoseconds)
    {
        Now += nanoseconds;
        return this;
    }

    /// <summary>A packet that is not ours.</summary>
    public UdpWire Other()
    {
        Packet++;
        Table.Observe(Packet, new CaptureTime(Now));
        return this;
    }

    public UdpWire Complete()
    {
        Table.Complete();
        return this;
    }

    public bool Begins(in Datagram datagram) => Selects(datagram.Payload.ToArray());

    public IDatagramConsumer Create(UdpFlow flow)
    {
        DatagramRecorder recorder = new(flow, _ended, () => Table.Ending.Packet, isFaulty: flow.Endpoint(0).Port == FaultyPort);
        Opened.Add(recorder);
        return recorder;
    }
}
