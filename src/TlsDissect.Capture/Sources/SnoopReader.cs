using System.Buffers.Binary;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Sources;

/// <summary>Reads snoop files (RFC 1761), which snoop on Solaris writes.</summary>
/// <remarks>
/// <code>
/// record   original length 4 | included length 4 | record length 4 | cumulative drops 4 | seconds 4 | microseconds 4 | data | pad
/// </code>
/// </remarks>
internal sealed class SnoopReader(ByteWindow window, string name, long packetsBefore) : CaptureReader(window, name, packetsBefore)
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int RecordHeaderSize = 24;

    /// <summary>Maximum padding. RFC 1761 pads to 4 bytes; some writers pad more.</summary>
    private const int MaxPad = 4096;

    private LinkType? _linkType;
    private uint _drops;

    /// <summary>Size of the record returned last. It stays in the window until the next call.</summary>
    private int _borrowed;

    public override bool TryRead(out CapturedItem item)
    {
        Window.Advance(_borrowed);
        _borrowed = 0;
        if (_linkType is null)
        {
            if (!Window.TryPeek(SnoopFileHeader.Size, out ReadOnlySpan<byte> file)) return AtEnd("the file header", out item);
            _linkType = SnoopFileHeader.Read(file, out string problem);
            if (_linkType is null) return GiveUp(problem, Window.Position, out item);
            Window.Advance(SnoopFileHeader.Size);
        }

        if (!Window.TryPeek(RecordHeaderSize, out ReadOnlySpan<byte> header)) return AtLastRecord(out item);
        uint original = BinaryPrimitives.ReadUInt32BigEndian(header);
        uint included = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        if (included > MaxDataLength)
            return GiveUp($"packet {LastPacket + 1} claims {included} bytes, more than {MaxDataLength}", Window.Position, out item);
        if (length < RecordHeaderSize + included || length > RecordHeaderSize + included + MaxPad)
            return GiveUp($"packet {LastPacket + 1} has {included} bytes in a record of {length}", Window.Position, out item);
        if (!Window.TryPeek((int)length, out ReadOnlySpan<byte> record)) return AtLastRecord(out item);

        _borrowed = (int)length;
        _drops = BinaryPrimitives.ReadUInt32BigEndian(record[12..]);
        ReadOnlySpan<byte> data = record.Slice(RecordHeaderSize, (int)included);
        item = CapturedItem.Packet(Name, ++LastPacket, TimeOf(record[16..]), _linkType.Value, data, (int)Math.Min(original, int.MaxValue));
        return true;
    }

    /// <summary>Handles the last record, whose count is the only sign that packets are missing.</summary>
    private bool AtLastRecord(out CapturedItem item)
    {
        if (Window.IsPaused) return AtPause(out item);
        uint drops = _drops;
        _drops = 0;
        if (drops > 0) return TryWarn("drops", $"{drops} packets were dropped while it was captured", out item);
        return AtEnd("a packet", out item);
    }

    private static CaptureTime TimeOf(ReadOnlySpan<byte> time) =>
        new(BinaryPrimitives.ReadUInt32BigEndian(time) * NanosecondsPerSecond + BinaryPrimitives.ReadUInt32BigEndian(time[4..]) * 1000L, 6);
}
