namespace TlsDissect.Transport;

/// <summary>Both endpoints of a flow in a fixed order, so that both directions have the same key.</summary>
internal readonly struct FlowKey : IEquatable<FlowKey>
{
    private const ulong LowIsV4 = 1UL << 32;
    private const ulong HighIsV4 = 1UL << 33;

    private readonly ulong _lowHigh;
    private readonly ulong _lowLow;
    private readonly ulong _highHigh;
    private readonly ulong _highLow;
    private readonly ulong _ports;

    private FlowKey(in IpEndpoint low, in IpEndpoint high)
    {
        _lowHigh = low.Address.High;
        _lowLow = low.Address.Low;
        _highHigh = high.Address.High;
        _highLow = high.Address.Low;
        _ports = (uint)low.Port << 16 | high.Port | (low.Address.IsV4 ? LowIsV4 : 0) | (high.Address.IsV4 ? HighIsV4 : 0);
    }

    /// <summary>Creates the key of a pair. <paramref name="swapped"/> is set if <paramref name="source"/> is the second endpoint of the
    /// key.</summary>
    public static FlowKey Of(in IpEndpoint source, in IpEndpoint destination, out bool swapped)
    {
        swapped = source.CompareTo(destination) > 0;
        return swapped ? new FlowKey(destination, source) : new FlowKey(source, destination);
    }

    /// <summary>The endpoint that comes first.</summary>
    public IpEndpoint Low => new(IpAddress.From(_lowHigh, _lowLow, (_ports & LowIsV4) != 0), (ushort)(_ports >> 16));

    /// <summary>The endpoint that comes second.</summary>
    public IpEndpoint High => new(IpAddress.From(_highHigh, _highLow, (_ports & HighIsV4) != 0), (ushort)_ports);

    public bool Equals(FlowKey other) =>
        _ports == other._ports && _lowLow == other._lowLow && _highLow == other._highLow && _lowHigh == other._lowHigh &&
            _highHigh == other._highHigh;

    public override bool Equals(object? obj) => obj is FlowKey other && Equals(other);

    public override int GetHashCode()
    {
        ulong mixed = (_lowLow ^ _lowHigh * 0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd;
        mixed = (mixed ^ _highLow ^ _highHigh * 0x9e3779b97f4a7c15) * 0xc4ceb9fe1a85ec53;
        mixed = (mixed ^ _ports) * 0xbf58476d1ce4e5b9;
        return (int)(mixed >> 32);
    }
}
