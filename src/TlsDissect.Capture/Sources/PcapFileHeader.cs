using System.Buffers.Binary;

namespace TlsDissect.Capture.Sources;

/// <summary>The first 24 bytes of a pcap file (draft-ietf-opsawg-pcap §4).</summary>
internal readonly record struct PcapFileHeader(bool IsLittleEndian, bool IsNanoseconds, bool IsModified, bool MaySwapLengths,
    LinkType LinkType)
{
    public const int Size = 24;

    private const uint Microseconds = 0xA1B2C3D4;
    private const uint Nanoseconds = 0xA1B23C4D;

    /// <summary>Alexey Kuznetzov's variant, with eight more bytes before each packet.</summary>
    private const uint Modified = 0xA1B2CD34;

    /// <summary>Mask of the link type. The bits above are the length of the frame check sequence and reserved bits.</summary>
    private const uint LinkTypeBits = 0xFFFF;

    public static bool IsMagic(uint littleEndian) =>
        IsKnown(littleEndian) || IsKnown(BinaryPrimitives.ReverseEndianness(littleEndian));

    /// <summary>Reads a header whose magic number is known to be right.</summary>
    public static PcapFileHeader Read(ReadOnlySpan<byte> header)
    {
        bool little = IsKnown(BinaryPrimitives.ReadUInt32LittleEndian(header));
        var field = new FieldReader(little);
        uint magic = field.UInt32(header);
        ushort major = field.UInt16(header[4..]);
        ushort minor = field.UInt16(header[6..]);
        return new PcapFileHeader(
            little,
            magic == Nanoseconds,
            magic == Modified,
            major < 2 || (major == 2 && minor <= 3), // before 2.4 some programs wrote the two lengths in the other order
            (LinkType)(field.UInt32(header[20..]) & LinkTypeBits));
    }

    private static bool IsKnown(uint magic) => magic is Microseconds or Nanoseconds or Modified;
}
