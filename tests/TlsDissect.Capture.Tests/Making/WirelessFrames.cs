
namespace TlsDissect.Capture.Tests.Making;

/// <summary>802.11 frames (IEEE 802.11-2020 §9.3.2) around a packet, and the headers that drivers put in front of them.</summary>
internal static class WirelessFrames
{
    public const byte Data = 0x08, QosData = 0x88, ToDistribution = 0x01, FromDistribution = 0x02, Protected = 0x40, Order = 0x80;

    private static readonly byte[] V4 = Frames.Ipv4(Frames.Segment(Frames.Payload));
    private static readonly byte[] V6 = Frames.Ipv6(Frames.Segment(Frames.Payload));

    /// <summary>One packet in each form.</summary>
    public static TheoryData<string, LinkType, byte[]> Wrappings => new()
    {
        { "802.11", LinkType.Wireless, Frame(Data, ToDistribution, [], Llc(V4)) },
        { "802.11 of an ad hoc network, IPv6", LinkType.Wireless, Frame(Data, 0, [], Llc(V6, 0x86DD)) },
        { "802.11 with a VLAN tag", LinkType.Wireless, Frame(Data, FromDistribution, [], Llc([0, 5, 8, 0, .. V4], 0x8100)) },
        { "802.11 QoS", LinkType.Wireless, Frame(QosData, ToDistribution, [5, 0], Llc(V4)) },
        { "802.11 QoS from the access point, its buffer state given", LinkType.Wireless,
            Frame(QosData, FromDistribution, [5, 0xFF], Llc(V4)) },
        { "802.11 QoS with HT Control", LinkType.Wireless, Frame(QosData, ToDistribution | Order, [5, 0, 1, 2, 3, 4], Llc(V4)) },
        { "802.11, strictly ordered", LinkType.Wireless, Frame(Data, ToDistribution | Order, [], Llc(V4)) },
        { "802.11 with four addresses", LinkType.Wireless, Frame(Data, ToDistribution | FromDistribution, [2, 0, 0, 0, 0, 4], Llc(V4)) },
        { "802.11 QoS with four addresses and HT Control", LinkType.Wireless,
            Frame(QosData, ToDistribution | FromDistribution | Order, [2, 0, 0, 0, 0, 4, 5, 0, 1, 2, 3, 4], Llc(V4)) },
        { "802.11 of a mesh", LinkType.Wireless,
            Frame(QosData, ToDistribution | FromDistribution, [2, 0, 0, 0, 0, 4, 0, 1, 0, 31, 1, 0, 0, 0], Llc(V4)) },
        { "802.11 of a mesh, six addresses", LinkType.Wireless,
            Frame(QosData, ToDistribution | FromDistribution, [2, 0, 0, 0, 0, 4, 0, 1, 2, 31, 1, 0, 0, 0, .. new byte[12]], Llc(V4)) },
        { "802.11 that the card decrypted", LinkType.Wireless, Frame(QosData, ToDistribution | Protected, [5, 0], Llc(V4)) },
        { "802.11 that the card decrypted, the initialization vector left", LinkType.Wireless,
            Frame(QosData, FromDistribution | Protected, [5, 0, 1, 0, 0, 0x20, 0, 0, 0, 0], Llc(V4)) },
        { "802.11 aggregate of one", LinkType.Wireless, Frame(QosData, ToDistribution, [0x85, 0], Subframe(Llc(V4))) },
        { "radiotap", LinkType.WirelessRadiotap, [.. Radiotap(), .. Frame(QosData, ToDistribution, [5, 0], Llc(V4))] },
        { "radiotap with several words of fields, time and flags", LinkType.WirelessRadiotap,
            [.. Radiotap(dataPad: true, words: 3, withTime: true), .. Frame(QosData, ToDistribution, [5, 0, 0, 0], Llc(V4))] },
        { "radiotap with flags, the header padded", LinkType.WirelessRadiotap,
            [.. Radiotap(dataPad: true), .. Frame(QosData, ToDistribution, [5, 0, 0, 0], Llc(V4))] },
        { "radiotap with flags, no padding needed", LinkType.WirelessRadiotap,
            [.. Radiotap(dataPad: true), .. Frame(Data, ToDistribution, [], Llc(V4))] },
        { "PPI", LinkType.Ppi, [0, 0, 16, 0, 105, 0, 0, 0, 2, 0, 4, 0, 1, 2, 3, 4, .. Frame(QosData, ToDistribution, [5, 0], Llc(V4))] },
        { "AVS", LinkType.WirelessAvs,
            [0x80, 0x21, 0x10, 0x01, 0, 0, 0, 64, .. new byte[56], .. Frame(Data, ToDistribution, [], Llc(V4))] },
        { "Prism", LinkType.WirelessPrism, [0x44, 0, 0, 0, 0x90, 0, 0, 0, .. new byte[136], .. Frame(Data, ToDistribution, [], Llc(V4))] },
        { "AVS under Prism's number", LinkType.WirelessPrism,
            [0x80, 0x21, 0x10, 0x02, 0, 0, 0, 64, .. new byte[56], .. Frame(Data, ToDistribution, [], Llc(V4))] },
    };

    /// <summary>A frame: control, three addresses, sequence control, the rest of the header, the body.</summary>
    public static byte[] Frame(byte control, int flags, byte[] rest, byte[] body, byte sequenceControl = 0) =>
        [control, (byte)flags, 0, 0, 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 3, sequenceControl, 0, .. rest, .. body];

    /// <summary>A packet behind LLC and SNAP (RFC 1042).</summary>
    public static byte[] Llc(byte[] packet, int etherType = 0x0800) =>
        [0xAA, 0xAA, 3, 0, 0, 0, (byte)(etherType >> 8), (byte)etherType, .. packet];

    /// <summary>A frame of an aggregate, not padded.</summary>
    public static byte[] Subframe(byte[] body) =>
        [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    /// <summary>An aggregate of several.</summary>
    public static byte[] Aggregate(params byte[][] bodies)
    {
        List<byte> frame = [.. Frame(QosData, ToDistribution, [0x85, 0], [])];
        int start = frame.Count;
        foreach (byte[] body in bodies)
        {
            while ((frame.Count - start) % 4 != 0) frame.Add(0);
            frame.AddRange(Subframe(body));
        }

        return [.. frame];
    }

    public static byte[] Radiotap(bool dataPad = false, int words = 1, bool withTime = false)
    {
        byte[] time = withTime ? [.. new byte[(8 - 4 * (words + 1) % 8) % 8], .. Enumerable.Repeat((byte)0xFF, 8)] : [];
        byte[] fields = [.. time, .. dataPad ? [(byte)0x20] : Array.Empty<byte>()];
        byte[] present =
            [.. Enumerable.Range(1, words)
                .SelectMany(
                    word => new byte[] { (byte)(word == 1 ? (withTime ? 1 : 0) | (dataPad ? 2 : 0) : 0), 0, 0,
                        (byte)(word < words ? 0x80 : 0) })];
        return [0, 0, (byte)(4 + present.Length + fields.Length), 0, .. present, .. fields];
    }
}
