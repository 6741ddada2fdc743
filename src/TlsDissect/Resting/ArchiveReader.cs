using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Resting;

/// <summary>Reads the entries of a <see cref="RecordArchive"/> in order.</summary>
/// <param name="bytes">The archive's bytes.</param>
/// <param name="fractionDigits">Decimal digits of a second that all its times have.</param>
internal ref struct ArchiveReader(ReadOnlySpan<byte> bytes, int fractionDigits)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The kind of the entry.</summary>
    public ArchiveKind Kind { get; private set; }

    /// <summary>The side that it belongs to.</summary>
    public int Side { get; private set; }

    /// <summary>When it was received.</summary>
    public StreamPosition Position { get; private set; }

    /// <summary>The header of a record.</summary>
    public RecordHeader Header { get; private set; }

    /// <summary>Description of a loss.</summary>
    public LostRecords Lost { get; private set; }

    /// <summary>The fragment of a record in the clear; otherwise empty.</summary>
    public ReadOnlySpan<byte> Fragment { get; private set; }

    /// <summary>Moves to the next entry.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        Side = _rest[0] & 1;
        Kind = (ArchiveKind)(_rest[0] >> 1);
        _rest = _rest[1..];
        long packet = Position.Packet + ArchiveNumbers.UnZigZag(ArchiveNumbers.Read(ref _rest));
        long time = Position.Time.Nanoseconds + ArchiveNumbers.UnZigZag(ArchiveNumbers.Read(ref _rest));
        Position = new StreamPosition(packet, new CaptureTime(time, fractionDigits));
        if (Kind == ArchiveKind.Lost) ReadLost();
        else ReadHeader();
        int length = Kind == ArchiveKind.Plain ? Header.Length : 0;
        Fragment = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    private void ReadHeader()
    {
        ContentType type = (ContentType)_rest[0];
        _rest = _rest[1..];
        ProtocolVersion version = (ProtocolVersion)ArchiveNumbers.Read(ref _rest);
        Header = new RecordHeader(type, version, (int)ArchiveNumbers.Read(ref _rest));
    }

    private void ReadLost()
    {
        long missing = (long)ArchiveNumbers.Read(ref _rest);
        ulong records = ArchiveNumbers.Read(ref _rest);
        Lost = new LostRecords(missing, records == 0 ? null : (int)(records - 1)) { SkippedBytes = (long)ArchiveNumbers.Read(ref _rest) };
    }
}
