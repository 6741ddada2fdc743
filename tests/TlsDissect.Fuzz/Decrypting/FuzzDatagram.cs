using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>One datagram. Its packet's number and time follow from its place.</summary>
internal sealed record FuzzDatagram(IpEndpoint Source, IpEndpoint Destination, byte[] Payload, int Length)
{
    private const long Start = 1_767_607_200_000_000_000;
    private const long Step = 1_000_000;

    public Datagram At(long number) => new()
    {
        PacketNumber = number,
        Time = new CaptureTime(Start + number * Step),
        Source = Source,
        Destination = Destination,
        Payload = Payload,
        PayloadLength = Length,
    };

    /// <summary>The datagram with another payload.</summary>
    public FuzzDatagram With(byte[] payload) => this with { Payload = payload, Length = payload.Length };

    /// <summary>The UDP datagrams of a case.</summary>
    public static FuzzDatagram[] Read(FuzzCase fuzzed)
    {
        List<FuzzDatagram> datagrams = [];
        using IPacketSource source = CaptureFile.Open(new MemoryStream(fuzzed.FileBytes), fuzzed.Name);
        using PacketDecoder decoder = new();
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet || decoder.Decode(item, out DecodedPacket decoded) != DecodedKind.Datagram) continue;
            ref readonly Datagram found = ref decoded.Datagram;
            datagrams.Add(new FuzzDatagram(found.Source, found.Destination, found.Payload.ToArray(), found.PayloadLength));
        }

        return [.. datagrams];
    }
}
