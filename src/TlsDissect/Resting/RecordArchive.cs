using System.Buffers;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Resting;

/// <summary>
/// A log of the records of a connection in reading order, from which its state follows: records in the clear with their fragments,
/// encrypted ones with their headers only. A resting connection keeps this log compressed (<see cref="ArchiveCompressor"/>). Reading it
/// again (<see cref="ArchiveReader"/>) gives the same state.
/// </summary>
/// <remarks>
/// <code>
/// entry    kind and side | packet | nanoseconds | record or loss
/// record   content type | version | length | in the clear, its fragment
/// loss     bytes | records + 1 | skipped bytes
/// </code>
/// All numbers have variable length. Packet and time are differences from the previous entry.
/// </remarks>
internal sealed class RecordArchive : IDisposable
{
    /// <summary>Limit on the size of a log, more than a handshake needs. A connection with a longer log never rests.</summary>
    private const int MaxBytes = 1 << 16;

    /// <summary>Maximum size of a log in bytes.</summary>
    public const int MaxLength = MaxBytes + ArchiveNumbers.MaxEntry;

    private byte[] _bytes = [];
    private int _length;
    private StreamPosition _last;
    private bool _hasLast;

    /// <summary>Creates an empty archive.</summary>
    public RecordArchive() { }

    /// <summary>Creates an archive with entries.</summary>
    /// <param name="bytes">Rented from the array pool, and owned by the archive.</param>
    /// <param name="length">Size of the entries in bytes.</param>
    /// <param name="fractionDigits">Decimal digits of a second that their times have.</param>
    public RecordArchive(byte[] bytes, int length, int fractionDigits) =>
        (_bytes, _length, _last) = (bytes, length, new StreamPosition(0, new CaptureTime(0, fractionDigits)));

    /// <summary>Bytes of memory used.</summary>
    public int Held => _bytes.Length + 96;

    /// <summary>Whether something happened on the connection that the archive cannot restore.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The entries. Valid until something is added.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>A reader of the entries.</summary>
    public ArchiveReader Entries => new(Bytes, FractionDigits);

    /// <summary>Number of decimal digits of a second in the times.</summary>
    public int FractionDigits => _last.Time.FractionDigits;

    /// <summary>The present end. Later entries can be removed with <see cref="TakeBack"/>.</summary>
    public (int Length, StreamPosition Last, bool HasLast) Mark => (_length, _last, _hasLast);

    /// <summary>Removes the entries after a mark.</summary>
    public void TakeBack((int Length, StreamPosition Last, bool HasLast) mark)
    {
        if (!IsBroken) (_length, _last, _hasLast) = mark;
    }

    /// <summary>Marks the archive as unusable, because the connection cannot rest any more.</summary>
    public void Break()
    {
        IsBroken = true;
        Dispose();
    }

    /// <summary>Adds a record in the clear.</summary>
    public void AddPlain(int side, in TlsRecord record)
    {
        if (!TryBegin(ArchiveKind.Plain, side, record.Position, record.Fragment.Length)) return;
        Write(record.Header);
        record.Fragment.CopyTo(_bytes.AsSpan(_length));
        _length += record.Fragment.Length;
    }

    /// <summary>Adds a record that stays encrypted.</summary>
    public void AddOpaque(int side, in RecordHeader header, in StreamPosition position)
    {
        if (TryBegin(ArchiveKind.Opaque, side, position, 0)) Write(header);
    }

    /// <summary>Adds a loss of bytes or records of a direction.</summary>
    public void AddLost(int side, in LostRecords lost, in StreamPosition position)
    {
        if (!TryBegin(ArchiveKind.Lost, side, position, 0)) return;
        Write((ulong)lost.MissingBytes);
        Write(lost.Records is int records ? (ulong)records + 1 : 0);
        Write((ulong)lost.SkippedBytes);
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
    }

    private bool TryBegin(ArchiveKind kind, int side, in StreamPosition position, int fragment)
    {
        if (IsBroken) return false;
        // A capture may have interfaces of different precision. A connection over both stays awake.
        if (_length + fragment > MaxBytes || (_hasLast && position.Time.FractionDigits != _last.Time.FractionDigits))
        {
            Break();
            return false;
        }

        Reserve(_length + fragment + ArchiveNumbers.MaxEntry);
        _bytes[_length++] = (byte)((int)kind << 1 | side);
        Write(ArchiveNumbers.ZigZag(position.Packet - _last.Packet));
        Write(ArchiveNumbers.ZigZag(position.Time.Nanoseconds - _last.Time.Nanoseconds));
        (_last, _hasLast) = (position, true);
        return true;
    }

    private void Write(in RecordHeader header)
    {
        _bytes[_length++] = (byte)header.Type;
        Write((ushort)header.Version);
        Write((ulong)header.Length);
    }

    private void Write(ulong number) => _length += ArchiveNumbers.Write(_bytes.AsSpan(_length), number);

    private void Reserve(int needed)
    {
        if (needed <= _bytes.Length) return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _bytes.Length));
        Bytes.CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
