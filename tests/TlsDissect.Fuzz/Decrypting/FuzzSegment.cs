using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>A TCP segment with payload of its own. Its packet's number and time follow from its place.</summary>
/// <param name="Source">Its sender.</param>
/// <param name="Destination">Its receiver.</param>
/// <param name="Sequence">Sequence number of its first byte.</param>
/// <param name="Acknowledgment">Its acknowledgment number.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Payload">The captured part of its payload.</param>
/// <param name="Length">Length of its whole payload.</param>
internal sealed record FuzzSegment(IpEndpoint Source, IpEndpoint Destination, uint Sequence, uint Acknowledgment, TcpFlags Flags,
    byte[] Payload, int Length)
{
    /// <summary>As packet <paramref name="number"/>, a millisecond after the one before.</summary>
    public TcpSegment At(long number) => new()
    {
        PacketNumber = number,
        Time = new CaptureTime(1_767_607_200_000_000_000 + number * 1_000_000),
        Source = Source,
        Destination = Destination,
        Sequence = Sequence,
        Acknowledgment = Acknowledgment,
        Flags = Flags,
        Payload = Payload,
        PayloadLength = Length,
    };
}
