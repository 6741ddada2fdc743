using TlsDissect.Transport;

namespace TlsDissect.Capture.Network;

/// <summary>The fields that all fragments of one datagram share (RFC 791 §3.2, RFC 8200 §4.5). The protocol counts for IPv4 only.</summary>
internal readonly record struct FragmentKey(IpAddress Source, IpAddress Destination, uint Identification, byte Protocol)
{
    public static FragmentKey Of(in IpPacket fragment) => new(
        fragment.Source,
        fragment.Destination,
        fragment.Identification,
        fragment.Source.IsV4 ? fragment.Protocol : (byte)0);
}
