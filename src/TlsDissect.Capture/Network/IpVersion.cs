namespace TlsDissect.Capture.Network;

/// <summary>Recognizes the version of IP if nothing else tells it.</summary>
internal static class IpVersion
{
    /// <summary>By the first four bits (RFC 791 §3.1, RFC 8200 §3).</summary>
    public static bool TryGetEtherType(ref readonly PacketCursor data, out ushort etherType) => TryGetEtherType(in data, 0, out etherType);

    /// <summary>By the first four bits of the byte at <paramref name="offset"/>.</summary>
    public static bool TryGetEtherType(ref readonly PacketCursor data, int offset, out ushort etherType)
    {
        etherType = (data.Has(offset + 1) ? data[offset] >> 4 : 0) switch
        {
            4 => EtherType.Ipv4,
            6 => EtherType.Ipv6,
            _ => 0,
        };
        return etherType != 0;
    }
}
