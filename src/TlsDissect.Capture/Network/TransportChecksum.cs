using System.Runtime.InteropServices;
using TlsDissect.Transport;

namespace TlsDissect.Capture.Network;

/// <summary>
/// Verifies the checksum of TCP (RFC 9293 §3.1) and UDP (RFC 768): over the addresses, the protocol number, the length, and the whole
/// segment or datagram.
/// </summary>
internal static class TransportChecksum
{
    /// <summary>Verifies the checksum.</summary>
    /// <param name="ip">The IP header before it.</param>
    /// <param name="data">The segment or datagram, starting with its header.</param>
    /// <param name="protocol">Its protocol.</param>
    /// <param name="at">Offset of the checksum in the header; it must have been captured.</param>
    public static ChecksumVerdict Verify(scoped in IpPacket ip, scoped in PacketCursor data, byte protocol, int at)
    {
        ReadOnlySpan<byte> segment = data.Captured;
        if (segment.Length != data.Length || data.MayBePadded || ip.HasOtherAddresses) return ChecksumVerdict.NotVerified;
        if (ip.HasWrongChecksum) return ChecksumVerdict.Wrong;

        ushort checksum = MemoryMarshal.Read<ushort>(segment[at..]);
        // Zero means that the sender computed no checksum (RFC 768). IPv6 requires one (RFC 8200 §8.1).
        if (checksum == 0 && protocol == IpProtocol.Udp && ip.IsV4) return ChecksumVerdict.NotVerified;

        // Cards that split large segments want the pseudo header without the length.
        ulong ofNoLength = ip.SumOfAddresses() + InternetChecksum.Sum((uint)protocol);
        ulong pseudoHeader = ofNoLength + InternetChecksum.Sum((uint)segment.Length);
        if (InternetChecksum.Fold(pseudoHeader + InternetChecksum.Sum(segment)) == InternetChecksum.Correct) return ChecksumVerdict.Correct;
        return checksum == 0 || checksum == InternetChecksum.Fold(pseudoHeader) || checksum == InternetChecksum.Fold(ofNoLength)
            ? ChecksumVerdict.Offloaded
            : ChecksumVerdict.Wrong;
    }
}
