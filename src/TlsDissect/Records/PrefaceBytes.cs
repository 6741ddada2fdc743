namespace TlsDissect.Records;

/// <summary>
/// The bytes of a direction before its first record: the beginning, and the last ones. They tell which protocol led to TLS. Longer data is
/// not a preface and is not kept.
/// </summary>
internal sealed class PrefaceBytes
{
    /// <summary>Limit on the bytes kept of the beginning: a request to a proxy with its headers.</summary>
    public const int MostAtStart = 1024;

    /// <summary>Limit on the last bytes kept after a longer beginning.</summary>
    public const int MostAtEnd = 512;

    /// <summary>Number of bytes after which the direction is not expected to switch to TLS.</summary>
    public const int MostInAll = 16 * 1024;

    private const int FewestAtStart = 64;

    private byte[] _start = [];
    private int _count;
    private PrecedingBytes? _end;

    /// <summary>Number of bytes so far, without those that are missing.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of memory used.</summary>
    public int Held => 80 + _start.Length + (_end?.Held ?? 0);

    /// <summary>The first bytes.</summary>
    public ReadOnlySpan<byte> Start => _start.AsSpan(0, _count);

    /// <summary>The last bytes. All of them, if they are no more than fit in the beginning and none is missing.</summary>
    public ReadOnlySpan<byte> End => _end is null ? Start : _end.Span;

    /// <summary>Adds the next bytes. Returns <c>false</c> if they are too many.</summary>
    public bool TryAdd(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostInAll - Count) return false;
        Count += bytes.Length;
        if (_end is null)
        {
            int taken = Math.Min(bytes.Length, MostAtStart - _count);
            AddToStart(bytes[..taken]);
            bytes = bytes[taken..];
            if (bytes.IsEmpty) return true;
            _end = new PrecedingBytes(MostAtEnd);
            _end.Push(Start);
        }

        _end.Push(bytes);
        return true;
    }

    /// <summary>Notes that bytes are missing here. What follows is not adjacent to the beginning.</summary>
    public void NoteGap() => (_end ??= new PrecedingBytes(MostAtEnd)).Clear();

    private void AddToStart(ReadOnlySpan<byte> bytes)
    {
        int needed = _count + bytes.Length;
        if (needed > _start.Length)
            Array.Resize(ref _start, Math.Min(MostAtStart, Math.Max(FewestAtStart, Math.Max(needed, 2 * _start.Length))));
        bytes.CopyTo(_start.AsSpan(_count));
        _count = needed;
    }
}
