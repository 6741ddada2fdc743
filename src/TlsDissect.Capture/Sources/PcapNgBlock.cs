using System.Buffers.Binary;

namespace TlsDissect.Capture.Sources;

/// <summary>The framing of a pcapng block (draft-ietf-opsawg-pcapng §3.1): type, total length, body, total length again.</summary>
internal static class PcapNgBlock
{
    public const uint InterfaceDescription = 1;
    public const uint ObsoletePacket = 2;
    public const uint SimplePacket = 3;
    public const uint NameResolution = 4;
    public const uint InterfaceStatistics = 5;
    public const uint EnhancedPacket = 6;
    public const uint DecryptionSecrets = 10;

    /// <summary>
    /// Block type of a section header. It is the same in either byte order, because the order is not known before the block's body.
    /// </summary>
    public const uint SectionHeader = 0x0A0D0D0A;

    /// <summary>Size of type and total length.</summary>
    public const int HeaderSize = 8;

    /// <summary>Size of the repeated total length.</summary>
    public const int TrailerSize = 4;

    public const int MinLength = HeaderSize + TrailerSize;

    /// <summary>Maximum size of a block: the longest data, its fixed fields and options.</summary>
    public const int MaxLength = CaptureReader.MaxDataLength + (1 << 16);

    /// <summary>Size of a section header's type, length and byte-order magic.</summary>
    public const int SectionStartSize = HeaderSize + 4;

    private const uint ByteOrderMagic = 0x1A2B3C4D;

    public static bool IsLengthValid(uint length) => length is >= MinLength and <= MaxLength && length % 4 == 0;

    /// <summary>
    /// Reads the byte order that a section header's <see cref="SectionStartSize"/> bytes declare. Returns <c>false</c> if they declare
    /// none.
    /// </summary>
    public static bool TryReadByteOrder(ReadOnlySpan<byte> start, out FieldReader field)
    {
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(start[HeaderSize..]);
        field = new FieldReader(magic == ByteOrderMagic);
        return magic == ByteOrderMagic || BinaryPrimitives.ReverseEndianness(magic) == ByteOrderMagic;
    }

    /// <summary>Whether a block of a known type may start with these <see cref="SectionStartSize"/> bytes.</summary>
    /// <param name="start">The block's first bytes.</param>
    /// <param name="field">The present section's byte order; on return from a section header, its own.</param>
    /// <param name="length">Size of the block.</param>
    public static bool MayStart(ReadOnlySpan<byte> start, ref FieldReader field, out int length)
    {
        uint type = field.UInt32(start);
        bool known =
            type is InterfaceDescription or ObsoletePacket or SimplePacket or NameResolution or InterfaceStatistics or EnhancedPacket or
                DecryptionSecrets;
        if (type == SectionHeader) known = TryReadByteOrder(start, out field);

        uint total = field.UInt32(start[4..]);
        length = (int)total;
        return known && IsLengthValid(total);
    }

    /// <summary>Whether a whole block repeats its length at its end.</summary>
    public static bool HasTrailer(ReadOnlySpan<byte> block, FieldReader field) => field.UInt32(block[^TrailerSize..]) == (uint)block.Length;
}
