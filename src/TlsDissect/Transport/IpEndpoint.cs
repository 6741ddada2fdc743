namespace TlsDissect.Transport;

/// <summary>An IP address and a TCP or UDP port.</summary>
/// <param name="Address">The address.</param>
/// <param name="Port">The port.</param>
public readonly record struct IpEndpoint(IpAddress Address, ushort Port) : IComparable<IpEndpoint>
{
    /// <summary>Equality without copies, because it runs for every packet.</summary>
    internal bool Is(in IpEndpoint other) =>
        Port == other.Port && Address.Low == other.Address.Low && Address.High == other.Address.High && Address.IsV4 == other.Address.IsV4;

    /// <inheritdoc/>
    public int CompareTo(IpEndpoint other)
    {
        int address = Address.CompareTo(other.Address);
        return address != 0 ? address : Port.CompareTo(other.Port);
    }

    /// <summary>Returns <c>192.0.2.1:443</c> or <c>[2001:db8::1]:443</c>.</summary>
    public override string ToString() => Address.IsV4 ? $"{Address}:{Port}" : $"[{Address}]:{Port}";
}
