namespace TlsDissect.Cli.Files;

/// <summary>
/// A file that is written under a temporary name in its own folder, readable by its owner alone. Once complete it gets its name. An
/// existing file is replaced only where the rule allows it; of a link, the link itself. An incomplete file is kept as <c>NAME.partial</c>.
/// </summary>
internal sealed class PendingFile : Stream
{
    /// <summary>Suffix of an incomplete file's name.</summary>
    public const string Partial = ".partial";

    /// <summary>Suffix of a temporary name.</summary>
    public const string Temporary = ".tmp";

    private readonly string _shown;
    private readonly string _path;
    private readonly string _temporary;
    private readonly OutputRule _rule;
    private readonly FileIdentity? _identity;
    private FileStream? _file;
    private bool _hasEnded;

    /// <summary>Creates the file under its temporary name.</summary>
    /// <param name="path">As the user gave it.</param>
    /// <param name="rule">What may be replaced.</param>
    /// <exception cref="UsageException">The path must not be written to, or the file cannot be created.</exception>
    public PendingFile(string path, OutputRule rule)
    {
        (_shown, _path, _rule) = (path, Path.GetFullPath(path), rule);
        rule.Check(path);
        rule.Check(path + Partial);
        // Another run may write the same file at this moment: each has a name of its own.
        _temporary = NewTemporary(_path);
        _file = Create(path, _temporary);
        _identity = UnixFile.Status(_file.SafeFileHandle).Identity;
    }

    /// <summary>Whether anything was written.</summary>
    public bool HasContent { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_hasEnded;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A name for a file that is not complete.</summary>
    public static string NewTemporary(string path) => $"{path}.{Guid.NewGuid().ToString("n")[..12]}{Temporary}";

    /// <summary>Creates a file that only its owner may read.</summary>
    /// <exception cref="UsageException">The file cannot be created.</exception>
    public static FileStream Create(string shown, string path)
    {
        try
        {
            return OwnerOnlyFile.CreateNew(path);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new UsageException($"{shown}: {FileProblem.Of(e, "folder")}");
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
            HasContent |= !buffer.IsEmpty;
        }
        catch (Exception e) when (IsDiskFailure(e))
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
        catch (Exception e) when (IsDiskFailure(e))
        {
            throw Named(e);
        }
    }

    /// <summary>Closes the handle until more is written.</summary>
    public void Pause()
    {
        Flush();
        Close(ref _file);
    }

    /// <summary>The file is complete and gets its name.</summary>
    /// <exception cref="UsageException">The path must no longer be written to.</exception>
    public void Commit()
    {
        Pause();
        _rule.Check(_shown);
        try
        {
            MoveTo(_shown, _path);
        }
        catch (Exception e) when (IsDiskFailure(e))
        {
            throw Named(e);
        }

        _hasEnded = true;
    }

    /// <summary>Keeps an incomplete file under another name.</summary>
    /// <returns>That name; <c>null</c> if nothing was written, or the file has ended already.</returns>
    public string? Keep()
    {
        if (_hasEnded) return null;
        _hasEnded = true;
        CloseAnyhow();
        if (new FileInfo(_temporary).Length > 0) return KeepAsPartial();
        File.Delete(_temporary);
        return null;
    }

    /// <summary>Keeps an incomplete file when the program ends in the middle of a write. Bytes that are still in memory are lost.</summary>
    public string? KeepAtOnce() => _hasEnded ? null : KeepAsPartial();

    /// <summary>Removes the file.</summary>
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

    /// <summary>Removes a file that was neither completed nor kept.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Discard();
        base.Dispose(disposing);
    }

    /// <summary>Gives the file the name of an incomplete one; if that is taken, it keeps its temporary name.</summary>
    /// <returns>The name.</returns>
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
            // Another program created that file.
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

    /// <summary>Opens the temporary file again. In a folder that others may write to, another file may have its name by now.</summary>
    private FileStream Reopen()
    {
        FileStream file = OwnerOnlyFile.Append(_temporary);
        if (UnixFile.Status(file.SafeFileHandle).Identity == _identity) return file;
        file.Dispose();
        throw new IOException("was replaced by another program while it was written");
    }

    /// <summary>Closes the handle. On a full disk that fails as well, as it writes the last bytes.</summary>
    private void CloseAnyhow()
    {
        try
        {
            Close(ref _file);
        }
        catch (Exception e) when (IsDiskFailure(e))
        {
            // The failure has been reported.
        }
    }

    private static void Close(ref FileStream? file)
    {
        FileStream? closing = file;
        file = null;
        closing?.Dispose();
    }

    /// <summary>.NET reports a file that is too large for its disk as a wrong argument.</summary>
    private static bool IsDiskFailure(Exception e) => e is IOException or ArgumentOutOfRangeException;

    /// <summary>An error with the name that the user knows.</summary>
    private IOException Named(Exception e)
    {
        string message = e is ArgumentOutOfRangeException ? OwnerOnlyFile.TooLarge : CommandLine.PathFirst(e.Message);
        if (message.StartsWith(_temporary, StringComparison.Ordinal)) message = message[_temporary.Length..].TrimStart(':', ' ');
        return new IOException($"{_shown}: {message}", e);
    }
}
