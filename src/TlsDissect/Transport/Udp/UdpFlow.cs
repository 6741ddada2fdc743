using TlsDissect.Protocol;

namespace TlsDissect.Transport.Udp;

/// <summary>The datagrams between two endpoints, without a longer silence than <see cref="UdpLimits.IdleTimeout"/>.</summary>
/// <param name="key">Its endpoints.</param>
/// <param name="isSwapped">Whether the second of the key's endpoints sent first.</param>
/// <param name="first">Its first packet.</param>
internal sealed class UdpFlow(in FlowKey key, bool isSwapped, in StreamPosition first) : KeyedFlow<UdpFlow>(first)
{
    /// <summary>Bytes of memory used, including its entries in the table, without the consumer; a test measures it.</summary>
    public const long Held = 190;

    private readonly FlowKey _key = key;

    public override FlowKey Key => _key;

    /// <summary>Number of its first packet.</summary>
    public long Id => First.Packet;

    /// <summary>The consumer of its datagrams.</summary>
    public IDatagramConsumer? Consumer { get; set; }

    /// <summary>The other endpoints that it moved to; <c>null</c> if none.</summary>
    public List<FlowKey>? Moves { get; set; }

    /// <summary>Whether a fault stopped its reading. Its datagrams only keep it in the table.</summary>
    public bool IsFailed { get; private set; }

    /// <summary>The endpoint of a side. Side 0 sent the first datagram.</summary>
    public override IpEndpoint Endpoint(int side) => side == 0 == isSwapped ? _key.High : _key.Low;

    /// <summary>The side that sent a datagram.</summary>
    /// <param name="swapped">The value from <see cref="Datagram.Key"/>.</param>
    public int SideOf(bool swapped) => swapped == isSwapped ? 0 : 1;

    /// <summary>Whether a datagram is between other endpoints that the flow moved to.</summary>
    public bool IsElsewhere(in Datagram datagram) => Moves is not null && !datagram.Key(out _).Equals(_key);

    public void Fail(Exception exception)
    {
        IsFailed = true;
        Consumer?.OnFault(exception);
    }
}
