using TlsDissect.Protocol;

namespace TlsDissect.Capture.Sources;

/// <summary>
/// A moving window over a stream, which is read in large blocks. Peeked bytes stay in place until the window advances past them. The file's
/// own stream is unbuffered, so the system reads directly into this buffer.
/// </summary>
/// <remarks>
/// The buffer starts at 1 MiB and doubles only when it is full of bytes that exist. A length field alone never allocates. Callers limit
/// what they peek at.
/// </remarks>
/// <param name="content">Disposed with the window.</param>
/// <param name="compressed">The window that <paramref name="content"/> is decompressed from, if it is.</param>
internal sealed class ByteWindow(Stream content, ByteWindow? compressed = null) : IDisposable
{
    private const int InitialSize = 1 << 20;

    /// <summary>Size from which a caller's buffer is read into directly.</summary>
    private const int LargeBuffer = 1 << 15;

    /// <summary>Pauses of a pipe's writer that are not reported, because it may just be slower than its reader.</summary>
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(10);

    /// <summary>How often a long pause is reported.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(100);

    private readonly ReadAheadStream? _pipe = content as ReadAheadStream;
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(InitialSize);
    private int _start;
    private int _end;
    private long _passed;
    private bool _ended;

    /// <summary>Offset of the next byte in the (decompressed) content.</summary>
    public long Position => _passed + _start;

    /// <summary>Number of bytes in the buffer from <see cref="Position"/> on.</summary>
    public int Available => _end - _start;

    /// <summary>Why reading ended before the content did; <c>null</c> if it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether a peek returns when a pipe's writer pauses. Otherwise it waits.</summary>
    public bool ReportsPauses { get; init; }

    /// <summary>Whether the last peek failed because the pipe's writer pauses, so that not all bytes have come yet.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Progress in bytes of the file as stored.</summary>
    public CaptureProgress Progress =>
        _pipe?.Progress ?? compressed?.Progress ?? new(_passed + _end, content.CanSeek ? content.Length : null);

    /// <summary>
    /// Returns the next bytes without moving. Returns <c>false</c> if the content has fewer, or fewer have come so far
    /// (<see cref="IsPaused"/>).
    /// </summary>
    public bool TryPeek(int count, out ReadOnlySpan<byte> bytes)
    {
        if (_end - _start < count && !Fill(count))
        {
            bytes = default;
            return false;
        }

        bytes = new ReadOnlySpan<byte>(_buffer, _start, count);
        return true;
    }

    /// <summary>Moves past bytes that were peeked at.</summary>
    public void Advance(int count) => _start += count;

    /// <summary>Reads the next bytes and moves past them; 0 at the end.</summary>
    public int Read(Span<byte> buffer)
    {
        if (Available == 0 && buffer.Length >= LargeBuffer)
        {
            int read = _ended ? 0 : ReadSome(buffer);
            _ended |= read == 0;
            _passed += read;
            return read;
        }

        if (buffer.IsEmpty || !TryPeek(1, out _)) return 0;
        int count = Math.Min(buffer.Length, Available);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        Advance(count);
        return count;
    }

    public void Dispose() => content.Dispose();

    private bool Fill(int count)
    {
        TimeSpan pause = IsPaused ? LongPause : ShortPause;
        IsPaused = false;
        while (_end - _start < count && !_ended)
        {
            if (_start == _end || _buffer.Length - _start < count) MakeRoom();
            IsPaused = ReportsPauses && _pipe?.IsReady(pause) == false;
            if (IsPaused) return false;
            int read = ReadSome(_buffer.AsSpan(_end));
            if (read == 0) _ended = true;
            _end += read;
        }

        return _end - _start >= count;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _passed += _start;
            _end -= _start;
            _start = 0;
        }
        else if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }

    private int ReadSome(Span<byte> buffer)
    {
        try
        {
            int read = content.Read(buffer);
            if (read == 0) Problem ??= _pipe?.Problem;
            return read;
        }
        catch (Exception e) when (LibraryGuard.Catches(e) && e is not CaptureException)
        {
            Problem = compressed is null
                ? SingleLine.Of(e.GetBaseException().Message)
                : compressed.Problem ?? "the compressed data is damaged or truncated";
            return 0;
        }
    }
}
