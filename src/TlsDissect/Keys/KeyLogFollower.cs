namespace TlsDissect.Keys;

/// <summary>
/// Reads a key log while programs write to it. Appended lines are read. If the file is truncated or replaced, it is read from its start.
/// The file need not exist yet. Not thread-safe.
/// </summary>
/// <remarks>
/// Content, not file identity, tells whether it is still the same file: the bytes before the current position must be unchanged. Lines of a
/// key log are random, so no other file contains them. And if a copy has replaced the file, what was read need not be read again.
/// </remarks>
internal sealed class KeyLogFollower(string path, KeyLog log)
{
    private const int ChunkSize = 1 << 16;

    /// <summary>Number of bytes before the current position that must be unchanged.</summary>
    private const int MarkSize = 64;

    private readonly byte[] _chunk = new byte[ChunkSize];
    private KeyLogParser _feed = log.Open(System.IO.Path.GetFileName(path));
    private byte[] _mark = [];
    private long _at;

    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>
    /// Why the file could not be read at the last attempt: it is missing, or access was denied. <c>null</c> if it was read.
    /// </summary>
    public string? Problem { get; private set; }

    /// <summary>Reads new lines. An unfinished line waits for its end.</summary>
    /// <returns>Whether anything was new.</returns>
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
            Problem = file.CanSeek ? null : "is a pipe or a device, which cannot be watched";
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

    /// <summary>Ends the log: an unfinished last line counts as a line.</summary>
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
        long end = file.Length; // A device may not have an end.
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
