namespace TlsDissect.Keys;

/// <summary>
/// Follows a key log while programs write to it: what is appended is read, and when the file is cut short or another takes its place, that one is read from its
/// start. The file need not be there yet. Not thread-safe.
/// </summary>
/// <remarks>
/// Whether it is still the same file is told by content, not by number: the bytes before the place that was read up to have to be there again. Lines of a key
/// log are random, so that they are in no other; and where a copy has taken the file's place, what was read of it need not be read again.
/// </remarks>
internal sealed class KeyLogFollower(string path, KeyLog log)
{
    private const int ChunkSize = 1 << 16;

    /// <summary>Bytes before the place read up to that have to be there again.</summary>
    private const int MarkSize = 64;

    private readonly byte[] _chunk = new byte[ChunkSize];
    private KeyLogParser _feed = log.Open(System.IO.Path.GetFileName(path));
    private byte[] _mark = [];
    private long _at;

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Why the file could not be read when it was looked at last, or <c>null</c>: it is missing, or this user may not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Reads what is new. A line that has no end yet waits for it.</summary>
    /// <returns>Whether anything was.</returns>
    public bool Poll()
    {
        try
        {
            using FileStream file = new(Path, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                BufferSize = 0,
            });
            Problem = file.CanSeek ? null : "is a pipe or a device, which cannot be followed";
            if (Problem is not null) return false;
            if (!IsContinued(file)) Restart();
            return ReadOn(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            Problem = "no such file yet";
        }
        catch (UnauthorizedAccessException)
        {
            Problem = Directory.Exists(Path) ? "is a folder, not a file" : "permission denied";
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            Problem = e.Message;
        }

        return false;
    }

    /// <summary>No more is written: a last line without an end is one.</summary>
    public void Complete()
    {
        Poll();
        _feed.Complete();
    }

    private bool IsContinued(FileStream file)
    {
        if (file.Length < _at) return false;
        Span<byte> again = stackalloc byte[MarkSize];
        again = again[.._mark.Length];
        return RandomAccess.Read(file.SafeFileHandle, again, _at - _mark.Length) == again.Length && again.SequenceEqual(_mark);
    }

    private void Restart()
    {
        _at = 0;
        _mark = [];
        _feed = log.Open(System.IO.Path.GetFileName(Path));
    }

    private bool ReadOn(FileStream file)
    {
        bool any = false;
        long end = file.Length; // A device may have no end.
        for (int read; _at < end && (read = RandomAccess.Read(file.SafeFileHandle, _chunk, _at)) > 0;)
        {
            any = true;
            _at += read;
            ReadOnlySpan<byte> chunk = _chunk.AsSpan(0, read);
            Remember(chunk);
            _feed.Append(chunk);
        }

        return any;
    }

    private void Remember(ReadOnlySpan<byte> chunk)
    {
        byte[] all = [.. _mark, .. chunk[Math.Max(0, chunk.Length - MarkSize)..]];
        _mark = all[Math.Max(0, all.Length - MarkSize)..];
    }
}
