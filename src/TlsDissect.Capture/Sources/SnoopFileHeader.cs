using System.Buffers.Binary;

namespace TlsDissect.Capture.Sources;

/// <summary>The first 16 bytes of a snoop file (RFC 1761), always big-endian.</summary>
internal static class SnoopFileHeader
{
    public const int Size = 16;

    /// <summary>The first four of the eight bytes "snoop\0\0\0".</summary>
    private const uint MagicStart = 0x736E6F6F;

    private const uint Version = 2;

    private static ReadOnlySpan<byte> Magic => "snoop\0\0\0"u8;

    public static bool IsMagic(uint littleEndian) => BinaryPrimitives.ReverseEndianness(littleEndian) == MagicStart;

    /// <summary>Reads the link type of all packets of the file; <c>null</c> if it cannot be read.</summary>
    /// <param name="header">The whole header.</param>
    /// <param name="problem">Why the file cannot be read; otherwise empty.</param>
    public static LinkType? Read(ReadOnlySpan<byte> header, out string problem)
    {
        uint version = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        uint dataLink = BinaryPrimitives.ReadUInt32BigEndian(header[12..]);
        LinkType? linkType = LinkTypeOf(dataLink);
        problem = !header.StartsWith(Magic) ? "its first bytes are not those of a snoop file"
            : version != Version ? $"snoop version {version} is not supported"
            : linkType is null ? $"snoop datalink type {dataLink} ({NameOf(dataLink)}) is not supported"
            : "";
        return problem.Length == 0 ? linkType : null;
    }

    /// <summary>
    /// Converts a data link number of RFC 1761 and RFC 3827, which have a registry of their own. Supports those whose packets start with an
    /// Ethernet header, and the loopback's.
    /// </summary>
    private static LinkType? LinkTypeOf(uint dataLink) => dataLink switch
    {
        0 or 4 or 22 or 24 or 25 => LinkType.Ethernet,
        14 => LinkType.Null,
        _ => null,
    };

    private static string NameOf(uint dataLink) => dataLink switch
    {
        1 => "IEEE 802.4 Token Bus",
        2 => "IEEE 802.5 Token Ring",
        3 => "IEEE 802.6 Metro Net",
        5 => "HDLC",
        6 => "Character Synchronous",
        7 => "IBM Channel-to-Channel",
        8 => "FDDI",
        9 => "Other",
        10 => "Frame Relay LAPF",
        11 => "Multi-protocol over Frame Relay",
        12 => "Character Async",
        13 => "X.25 Classical IP",
        16 => "Fibre Channel",
        17 => "ATM",
        18 => "ATM Classical IP",
        19 => "X.25 LAPB",
        20 => "ISDN",
        21 => "HIPPI",
        23 => "100VG-AnyLAN Token Ring",
        26 => "Infiniband",
        _ => "not registered",
    };
}
