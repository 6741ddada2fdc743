namespace TlsDissect.Cli.Files;

/// <summary>
/// A file that is written under a temporary name in its own folder, readable by its owner alone. Complete, it gets its name; what exists there is replaced only where the
/// rule says so, a link and not what it leads to. One that is not complete is kept as <c>NAME.partial</c>.
/// </summary>
internal sealed class PendingFile : Stream
{
    /// <summary>What the name of a file that is not complete ends in.</summary>
    public const string Partial = ".partial";

    private readonly string _shown;
    private readonly string _path;
    private readonly string _temporary;
    private readonly OutputRule _rule;
    private readonly FileIdentity? _identity;
    private FileStream? _file;
    private bool _hasEnded;

    /// <summary>Makes the file under its temporary name.</summary>
    /// <param name="path">As the user gave it.</param>
    /// <param name="rule">What may be replaced.</param>
    /// <exception cref="UsageException">The path must not be written to, or the folder takes no file.</exception>
    public PendingFile(string path, OutputRule rule)
    {
        (_shown, _path, _rule) = (path, Path.GetFullPath(path), rule);
        rule.Check(path);
        rule.Check(path + Partial);
        // Another run may write the same file at this moment: each has a name of its own.
        _temporary = $"{_path}.{Guid.NewGuid().ToString("n")[..12]}.tmp";
        _file = Create(path, _temporary);
        _identity = UnixFile.Status(_file.SafeFileHandle).Identity;
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_hasEnded;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes a file for its owner alone, where a user named it.</summary>
    /// <exception cref="UsageException">The folder takes no file.</exception>
    public static FileStream Create(string shown, string path)
    {
        try
        {
            return PrivateFile.CreateNew(path);
        }
        catch (DirectoryNotFoundException)
        {
            throw new UsageException($"{shown}: no such folder");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{shown}: permission denied");
        }
        catch (PathTooLongException)
        {
            throw new UsageException($"{shown}: the name is too long");
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            (_file ??= Reopen()).Write(buffer);
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
        {
            throw Named(e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
        try
        {
            _file?.Flush();
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
        {
            throw Named(e);
        }
    }

    /// <summary>Gives the handle back until more is written.</summary>
    public void Pause()
    {
        Flush();
        Close(ref _file);
    }

    /// <summary>It is complete and gets its name.</summary>
    /// <exception cref="UsageException">The path has become one that must not be written to.</exception>
    public void Commit()
    {
        Pause();
        _rule.Check(_shown);
        try
        {
            MoveTo(_shown, _path);
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
        {
            throw Named(e);
        }

        _hasEnded = true;
    }

    /// <summary>It is not complete: what is written is kept under another name.</summary>
    /// <returns>That name; <c>null</c> where nothing was written or it has its name.</returns>
    public string? Keep()
    {
        if (_hasEnded) return null;
        _hasEnded = true;
        CloseAnyhow();
        if (new FileInfo(_temporary).Length > 0) return KeepAsPartial();
        File.Delete(_temporary);
        return null;
    }

    /// <summary>The same where the program ends in the middle of a write: what is still in memory is lost.</summary>
    public string? KeepAtOnce() => _hasEnded ? null : KeepAsPartial();

    /// <summary>Nothing of it is kept.</summary>
    public void Discard()
    {
        if (_hasEnded) return;
        _hasEnded = true;
        CloseAnyhow();
        File.Delete(_temporary);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>One that has no name yet is not wanted.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Discard();
        base.Dispose(disposing);
    }

    /// <returns>Where it is now.</returns>
    private string KeepAsPartial()
    {
        try
        {
            _rule.Check(_shown + Partial);
            MoveTo(_shown + Partial, _path + Partial);
            return _shown + Partial;
        }
        catch (Exception e) when (e is UsageException or IOException or UnauthorizedAccessException)
        {
            // Another program made that name: this one is ours.
            return _temporary;
        }
    }

    private void MoveTo(string shown, string path)
    {
        try
        {
            if (_rule.MayReplace) File.Move(_temporary, path, overwrite: true);
            else UnixFile.Rename(_temporary, path);
        }
        catch (IOException) when (!_rule.MayReplace && UnixFile.StatusOfName(path).Kind != FileKind.None)
        {
            // Another program was faster.
            throw OutputRule.Exists(shown);
        }
    }

    /// <summary>In a folder that others may write to, another file may stand there now.</summary>
    private FileStream Reopen()
    {
        FileStream file = PrivateFile.Append(_temporary);
        if (UnixFile.Status(file.SafeFileHandle).Identity == _identity) return file;
        file.Dispose();
        throw new IOException("was replaced by another program while it was written");
    }

    /// <summary>A full disk does not take the last bytes either.</summary>
    private void CloseAnyhow()
    {
        try
        {
            Close(ref _file);
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
        {
            // What went wrong has been said.
        }
    }

    private static void Close(ref FileStream? file)
    {
        FileStream? closing = file;
        file = null;
        closing?.Dispose();
    }

    /// <summary>The user knows the file by its own name. What a disk holds no larger, .NET takes for a wrong argument.</summary>
    private IOException Named(Exception e)
    {
        string message = e is ArgumentOutOfRangeException ? PrivateFile.TooLarge : CommandLine.PathFirst(e.Message);
        return new IOException($"{_shown}: {(message.StartsWith(_temporary, StringComparison.Ordinal) ? message[_temporary.Length..].TrimStart(':', ' ') : message)}", e);
    }
}
