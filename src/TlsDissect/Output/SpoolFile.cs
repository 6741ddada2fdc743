namespace TlsDissect.Output;

/// <summary>
/// Where plaintext waits that does not fit in memory: one unnamed file for a run, readable by its owner alone, gone when the run is. Made when it
/// is first needed.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    private FileStream? _file;

    /// <summary>Appends bytes.</summary>
    /// <returns>Where they lie.</returns>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        _file ??= Create();
        long at = _file.Length;
        RandomAccess.Write(_file.SafeFileHandle, bytes, at);
        return at;
    }

    /// <summary>Reads bytes back.</summary>
    public void Read(long at, Span<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int read = RandomAccess.Read(_file!.SafeFileHandle, bytes, at);
            if (read == 0) throw new EndOfStreamException("the temporary file for plaintext was cut short");
            bytes = bytes[read..];
            at += read;
        }
    }

    public void Dispose() => _file?.Dispose();

    private static FileStream Create()
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string path = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():n}");
        FileStream file = new(path, options);
        // Without a name nothing is left behind, whatever ends the program.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }
}
