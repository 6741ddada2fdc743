namespace TlsDissect.Cli.Files;

/// <summary>Files and folders for secrets and plaintext: their owner alone may read them.</summary>
internal static class PrivateFile
{
    /// <summary>EFBIG, as the C library says it: 4 GB on FAT32.</summary>
    public const string TooLarge = "File too large";

    private const int BufferSize = 1 << 16;

    /// <summary>A new file; one that exists is an error and stays as it is, a link to one too.</summary>
    public static FileStream CreateNew(string path) => Open(path, FileMode.CreateNew);

    /// <summary>A new file that may be read while it is written, here and by others.</summary>
    public static FileStream CreateReadable(string path, int bufferSize)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = bufferSize };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new LargeFileStream(path, options);
    }

    /// <summary>A file that is written to at its end.</summary>
    public static FileStream Append(string path) => Open(path, FileMode.Append);

    /// <summary>A file for what does not fit into memory, to be written and read; gone when it is closed.</summary>
    public static FileStream CreateTemporary()
    {
        string path = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():n}");
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = BufferSize, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream file = new(path, options);
        // Without a name it is gone however the program ends.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }

    /// <summary>Makes a folder and those above it that are not there.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // .NET gives those above the mode of other programs' folders.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is string above && !Directory.Exists(above)) CreateFolder(above);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.Write, Share = FileShare.None, BufferSize = BufferSize };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    /// <summary>What is too large for its disk is a failure of the disk: .NET takes it for a wrong argument.</summary>
    private sealed class LargeFileStream(string path, FileStreamOptions options) : FileStream(path, options)
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            try
            {
                base.Write(buffer, offset, count);
            }
            catch (ArgumentOutOfRangeException e)
            {
                throw Failure(e);
            }
        }

        public override void Flush(bool flushToDisk)
        {
            try
            {
                base.Flush(flushToDisk);
            }
            catch (ArgumentOutOfRangeException e)
            {
                throw Failure(e);
            }
        }

        protected override void Dispose(bool disposing)
        {
            try
            {
                base.Dispose(disposing);
            }
            catch (ArgumentOutOfRangeException e)
            {
                throw Failure(e);
            }
        }

        private IOException Failure(Exception e) => new($"{Name}: {TooLarge}", e);
    }
}
