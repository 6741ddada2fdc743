using System.Buffers;
using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Resting;

/// <summary>
/// What a connection's state follows from: its records in the order in which they were read, those in the clear with their fragments, of those that stay closed only
/// the headers. A connection that rests keeps this and nothing else; reading it again gives the same state. See <see cref="ArchiveReader"/> for the way back.
/// </summary>
/// <remarks>
/// <code>
/// entry     kind and side, packet, nanoseconds, then of a record: content type, version, length, and in the clear its parts; of a loss: bytes, records + 1
/// part      number * 4 + what: 0 so many bytes follow, 1 a shared part of that number, 2 so many zeros
/// </code>
/// All numbers are of variable length; packet and time are differences from the entry before.
/// </remarks>
internal sealed class RecordArchive : IDisposable
{
    /// <summary>What no handshake needs: a connection that sends more never rests.</summary>
    private const int MaxBytes = 1 << 16;

    private byte[] _bytes = [];
    private int _length;
    private readonly SharedParts _shared;
    private StreamPosition _last;
    private bool _hasLast;
    private bool _isReleased;

    /// <param name="shared">Keeps the parts that other connections have too. Certificates are most of a handshake.</param>
    public RecordArchive(SharedParts shared)
    {
        _shared = shared;
        shared.Enter();
    }

    /// <summary>Bytes of memory taken.</summary>
    public int Held => _bytes.Length + 96;

    /// <summary>Whether the connection did something that cannot be read again from here.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The entries. Valid until something is added.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Reads them.</summary>
    public ArchiveReader Entries => new(Bytes, FractionDigits, _shared);

    /// <summary>Bytes that it would take if nothing were shared.</summary>
    public int FullLength { get; private set; }

    /// <summary>Decimal digits of a second that the times have.</summary>
    public int FractionDigits => _last.Time.FractionDigits;

    /// <summary>Where it stands: what is added later can be taken back with <see cref="TakeBack"/>.</summary>
    public (int Length, int FullLength, StreamPosition Last, bool HasLast) Mark => (_length, FullLength, _last, _hasLast);

    /// <summary>Forgets what was added since the mark.</summary>
    public void TakeBack((int Length, int FullLength, StreamPosition Last, bool HasLast) mark) => (_length, FullLength, _last, _hasLast) = mark;

    /// <summary>The connection cannot rest any more.</summary>
    public void Break()
    {
        IsBroken = true;
        Dispose();
    }

    /// <summary>A record that is read as it stands.</summary>
    public void AddPlain(int side, in TlsRecord record)
    {
        if (!TryBegin(ArchiveKind.Plain, side, record.Position, record.Fragment.Length)) return;
        Write(record.Header);
        FullLength += record.Fragment.Length;
        MessageParts parts = new(record.Fragment, _shared, whole: true, _bytes.AsSpan(_length));
        if (record.Header.Type == ContentType.Handshake) ShareCertificates(ref parts, record.Fragment);
        _length += parts.Complete();
    }

    /// <summary>A record that stays closed.</summary>
    public void AddOpaque(int side, in RecordHeader header, in StreamPosition position)
    {
        if (TryBegin(ArchiveKind.Opaque, side, position, 0)) Write(header);
    }

    /// <summary>Bytes or records of a direction are lost.</summary>
    public void AddLost(int side, in LostRecords lost, in StreamPosition position)
    {
        if (!TryBegin(ArchiveKind.Lost, side, position, 0)) return;
        Write((ulong)lost.MissingBytes);
        Write(lost.Records is int records ? (ulong)records + 1 : 0);
    }

    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _length) = ([], 0);
        if (!_isReleased) _shared.Leave();
        _isReleased = true;
    }

    private static void ShareCertificates(ref MessageParts parts, ReadOnlySpan<byte> fragment)
    {
        while (fragment.Length >= RawHandshake.HeaderSize)
        {
            RawHandshake message = new(fragment);
            int length = RawHandshake.HeaderSize + message.Length;
            if (length > fragment.Length) return;
            parts.Begin(length);
            if (message.Type is HandshakeType.Certificate or HandshakeType.CertificateStatus or HandshakeType.CertificateRequest) parts.ShareRest();
            parts.End();
            fragment = fragment[length..];
        }
    }

    private bool TryBegin(ArchiveKind kind, int side, in StreamPosition position, int fragment)
    {
        if (IsBroken) return false;
        // One capture may hold interfaces of different precision: a connection over both stays awake.
        if (FullLength + fragment > MaxBytes || (_hasLast && position.Time.FractionDigits != _last.Time.FractionDigits))
        {
            Break();
            return false;
        }

        Reserve(_length + fragment + ArchiveNumbers.MaxEntry);
        FullLength += ArchiveNumbers.MaxEntry;
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
