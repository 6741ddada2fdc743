using TlsDissect.Tcp;

namespace TlsDissect.Capture.Network;

/// <summary>An IP packet or a fragment of one, extension headers passed.</summary>
internal readonly ref struct IpPacket
{
    private const int V4Size = 20;
    private const int V6Size = 40;
    private const int FragmentHeaderSize = 8;
    private const int FragmentUnit = 8;

    public required IpAddress Source { get; init; }

    public required IpAddress Destination { get; init; }

    /// <summary>What the payload is.</summary>
    public required byte Protocol { get; init; }

    /// <summary>Padding removed.</summary>
    public required WireBytes Payload { get; init; }

    /// <summary>Identification; of use only in a fragment.</summary>
    public uint Identification { get; init; }

    /// <summary>Where the payload belongs in the datagram, in bytes.</summary>
    public int FragmentOffset { get; init; }

    public bool HasMoreFragments { get; init; }

    public bool IsFragment => HasMoreFragments || FragmentOffset != 0;

    /// <summary>Reads a header. <c>false</c> where it is cut off or no header.</summary>
    public static bool TryRead(ushort etherType, WireBytes data, out IpPacket packet)
    {
        packet = default;
        return etherType == EtherType.Ipv4 ? TryReadV4(data, ref packet) : TryReadV6(data, ref packet);
    }

    private static bool TryReadV4(WireBytes data, ref IpPacket packet)
    {
        if (!data.Has(V4Size) || data[0] >> 4 != 4) return false;

        int headerSize = (data[0] & 0xF) * 4;
        int totalLength = data.UInt16(2);
        // Segmentation offload leaves the length at zero: the frame is then as long as it is.
        if (totalLength == 0) totalLength = data.Length;
        if (headerSize < V4Size || totalLength < headerSize) return false;

        int fragment = data.UInt16(6);
        byte protocol = data[9];
        WireBytes payload = data.Limit(totalLength).Skip(headerSize);
        if (protocol == IpProtocol.AuthenticationHeader && (fragment & 0x3FFF) == 0 && !TrySkipExtensions(ref protocol, ref payload)) return false;

        packet = new IpPacket
        {
            Source = IpAddress.FromV4(data.Captured.Slice(12, 4)),
            Destination = IpAddress.FromV4(data.Captured.Slice(16, 4)),
            Protocol = protocol,
            Payload = payload,
            Identification = data.UInt16(4),
            FragmentOffset = (fragment & 0x1FFF) * FragmentUnit,
            HasMoreFragments = (fragment & 0x2000) != 0,
        };
        return true;
    }

    private static bool TryReadV6(WireBytes data, ref IpPacket packet)
    {
        if (!data.Has(V6Size) || data[0] >> 4 != 6) return false;

        int payloadLength = data.UInt16(4);
        byte next = data[6];
        // Zero with something in it: segmentation offload or a jumbogram (RFC 2675).
        WireBytes payload = (payloadLength == 0 ? data : data.Limit(V6Size + payloadLength)).Skip(V6Size);
        if (!TrySkipExtensions(ref next, ref payload)) return false;

        uint identification = 0;
        int offset = 0;
        bool more = false;
        if (next == IpProtocol.Fragment)
        {
            if (!payload.Has(FragmentHeaderSize)) return false;
            next = payload[0];
            offset = payload.UInt16(2) & 0xFFF8;
            more = (payload[3] & 1) != 0;
            identification = payload.UInt32(4);
            payload = payload.Skip(FragmentHeaderSize);
            // An atomic fragment is a whole packet (RFC 6946), and extension headers may follow in it.
            if (offset == 0 && !more && !TrySkipExtensions(ref next, ref payload)) return false;
        }

        packet = new IpPacket
        {
            Source = IpAddress.FromV6(data.Captured.Slice(8, 16)),
            Destination = IpAddress.FromV6(data.Captured.Slice(24, 16)),
            Protocol = next,
            Payload = payload,
            Identification = identification,
            FragmentOffset = offset,
            HasMoreFragments = more,
        };
        return true;
    }

    /// <summary>Passes extension headers up to one that is none or a fragment header. Each has at least eight bytes, so the loop ends.</summary>
    public static bool TrySkipExtensions(ref byte next, ref WireBytes data)
    {
        while (true)
        {
            int unit;
            int extra;
            switch (next)
            {
                case IpProtocol.HopByHopOptions or IpProtocol.Routing or IpProtocol.DestinationOptions
                    or IpProtocol.Mobility or IpProtocol.HostIdentity or IpProtocol.Shim6:
                    (unit, extra) = (8, 1); // RFC 8200 §4: 8-byte units after the first
                    break;
                case IpProtocol.AuthenticationHeader:
                    (unit, extra) = (4, 2); // RFC 4302 §2.2: 4-byte units minus 2
                    break;
                default:
                    return true;
            }

            if (!data.Has(2)) return false;
            int size = (data[1] + extra) * unit;
            if (size > data.Length) return false;
            next = data[0];
            data = data.Skip(size);
        }
    }
}
