using TlsDissect.Protocol;

namespace TlsDissect.Capture.Sources;

/// <summary>
/// Reads pcap files (draft-ietf-opsawg-pcap): microseconds and nanoseconds, either byte order, and the "modified" variant.
/// </summary>
internal sealed class PcapReader : CaptureReader
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int StandardHeaderSize = 16;
    private const int ModifiedHeaderSize = 24;

    private PcapFileHeader _file;
    private FieldReader _field;
    private int _headerSize;

    /// <summary>Size of the packet returned last, which is still in the window because the caller borrows it.</summary>
    private int _borrowed;

    public PcapReader(ByteWindow window, string name, long packetsBefore) : base(window, name, packetsBefore) { }

    public override bool TryRead(out CapturedItem item)
    {
        Window.Advance(_borrowed);
        _borrowed = 0;
        if (_headerSize == 0 && !TryReadFileHeader()) return AtEnd("the file header", out item);
        if (!Window.TryPeek(_headerSize, out ReadOnlySpan<byte> header)) return AtEnd("a packet", out item);

        uint captured = _field.UInt32(header[8..]);
        uint original = _field.UInt32(header[12..]);
        if (_file.MaySwapLengths && captured > original) (captured, original) = (original, captured);
        if (captured > MaxDataLength)
            return GiveUp($"packet {LastPacket + 1} claims {captured} bytes, more than {MaxDataLength}", Window.Position, out item);

        int size = _headerSize + (int)captured;
        if (!Window.TryPeek(size, out ReadOnlySpan<byte> record)) return AtEnd("a packet", out item);

        _borrowed = size;
        item = CapturedItem.Packet(Name, ++LastPacket, TimeOf(record), _file.LinkType, record[_headerSize..],
            (int)Math.Min(original, int.MaxValue));
        return true;
    }

    private bool TryReadFileHeader()
    {
        if (!Window.TryPeek(PcapFileHeader.Size, out ReadOnlySpan<byte> header)) return false;
        _file = PcapFileHeader.Read(header);
        _field = new FieldReader(_file.IsLittleEndian);
        _headerSize = _file.IsModified ? ModifiedHeaderSize : StandardHeaderSize;
        Window.Advance(PcapFileHeader.Size);
        return true;
    }

    // Seconds are unsigned, which works until 2106; there are no captures from before 1970.
    private CaptureTime TimeOf(ReadOnlySpan<byte> header)
    {
        long seconds = _field.UInt32(header);
        long fraction = _field.UInt32(header[4..]);
        return _file.IsNanoseconds
            ? new CaptureTime(seconds * NanosecondsPerSecond + fraction, 9)
            : new CaptureTime(seconds * NanosecondsPerSecond + fraction * 1000, 6);
    }
}
