using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Resting;

/// <summary>Reads a <see cref="RecordArchive"/>'s entries in order.</summary>
/// <param name="bytes">What the archive held; its fragments may have been taken apart since.</param>
/// <param name="fractionDigits">Of all times.</param>
/// <param name="shared">What parts of its fragments are shared with.</param>
internal ref struct ArchiveReader(ReadOnlySpan<byte> bytes, int fractionDigits, SharedParts? shared)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What the entry tells of.</summary>
    public ArchiveKind Kind { get; private set; }

    /// <summary>Whose it is.</summary>
    public int Side { get; private set; }

    /// <summary>When it came.</summary>
    public StreamPosition Position { get; private set; }

    /// <summary>Of a record.</summary>
    public RecordHeader Header { get; private set; }

    /// <summary>Of a loss.</summary>
    public LostRecords Lost { get; private set; }

    /// <summary>Of a record in the clear: what its fragment consists of.</summary>
    public ReadOnlySpan<byte> Parts { get; private set; }

    /// <summary>The entry as it is written, up to its parts.</summary>
    public ReadOnlySpan<byte> Head { get; private set; }

    /// <summary>Goes to the next entry.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        ReadOnlySpan<byte> entry = _rest;
        Side = entry[0] & 1;
        Kind = (ArchiveKind)(entry[0] >> 1);
        _rest = entry[1..];
        long packet = Position.Packet + ArchiveNumbers.UnZigZag(ArchiveNumbers.Read(ref _rest));
        long time = Position.Time.Nanoseconds + ArchiveNumbers.UnZigZag(ArchiveNumbers.Read(ref _rest));
        Position = new StreamPosition(packet, new CaptureTime(time, fractionDigits));
        if (Kind == ArchiveKind.Lost) ReadLost();
        else ReadHeader();
        Head = entry[..(entry.Length - _rest.Length)];
        Parts = default;
        if (Kind != ArchiveKind.Plain) return true;

        ReadOnlySpan<byte> parts = _rest;
        for (int read = 0; read < Header.Length;) read += ReadPart(ref _rest, out _);
        Parts = parts[..(parts.Length - _rest.Length)];
        return true;
    }

    /// <summary>Puts the fragment together.</summary>
    /// <param name="fragment">Room for it.</param>
    public readonly void Restore(Span<byte> fragment)
    {
        ReadOnlySpan<byte> parts = Parts;
        while (!parts.IsEmpty)
        {
            int length = ReadPart(ref parts, out ReadOnlySpan<byte> bytes);
            if (bytes.IsEmpty) fragment[..length].Clear();
            else bytes.CopyTo(fragment);
            fragment = fragment[length..];
        }
    }

    /// <summary>Takes a part off the front and answers how many bytes of the fragment it is; where <paramref name="bytes"/> is empty, they are zeros.</summary>
    private readonly int ReadPart(ref ReadOnlySpan<byte> parts, out ReadOnlySpan<byte> bytes)
    {
        ulong part = ArchiveNumbers.Read(ref parts);
        int number = (int)(part >> 2);
        switch ((ArchivePart)(part & 3))
        {
            case ArchivePart.Literal:
                bytes = parts[..number];
                parts = parts[number..];
                return number;
            case ArchivePart.Shared:
                bytes = shared![number];
                return bytes.Length;
            default:
                bytes = default;
                return number;
        }
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
        Lost = new LostRecords(missing, records == 0 ? null : (int)(records - 1));
    }
}
