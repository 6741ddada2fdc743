namespace TlsDissect.Capture.Sources;

/// <summary>The contents of an Interface Description Block, to which packets refer (draft-ietf-opsawg-pcapng §4.2).</summary>
/// <param name="LinkType">Type of the packets' first header.</param>
/// <param name="SnapLength">Maximum number of bytes kept of a packet; 0 for no limit.</param>
/// <param name="Resolution">Unit of the timestamps.</param>
internal readonly record struct PcapNgInterface(LinkType LinkType, uint SnapLength, TimestampResolution Resolution)
{
    private const ushort TimestampResolutionOption = 9;
    private const ushort TimestampOffsetOption = 14;

    /// <summary>Size of link type, two reserved bytes and snap length; options follow.</summary>
    public const int FixedSize = 8;

    /// <summary>Reads a block's body of at least <see cref="FixedSize"/> bytes.</summary>
    public static PcapNgInterface Read(ReadOnlySpan<byte> body, FieldReader field)
    {
        byte resolution = 6;
        long offset = 0;
        var options = new PcapNgOptions(body[FixedSize..], field);
        while (options.TryNext(out ushort code, out ReadOnlySpan<byte> value))
        {
            if (code == TimestampResolutionOption && value.Length >= 1) resolution = value[0];
            else if (code == TimestampOffsetOption && value.Length >= 8) offset = field.Int64(value);
        }

        return new PcapNgInterface((LinkType)field.UInt16(body), field.UInt32(body[4..]), new TimestampResolution(resolution, offset));
    }
}
