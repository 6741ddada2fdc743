namespace TlsDissect.Cli.Files;

/// <summary>Files and folders for secrets and plaintext: their owner alone may read them.</summary>
internal static class OwnerOnlyFile
{
    /// <summary>The C library's message for EFBIG, which FAT32 gives at 4 GB.</summary>
    public const string TooLarge = "File too large";

    private const int BufferSize = 1 << 16;

    /// <summary>A new file; one that exists is an error and stays as it is, a link to one too.</summary>
    public static FileStream CreateNew(string path) => Open(path, FileMode.CreateNew);

    /// <summary>A new file that this program and others may read while it is written.</summary>
    public static FileStream CreateReadable(string path, int bufferSize)
    {
        return new LargeFileStream(path, ForOwner(new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = bufferSize,
        }));
    }

    /// <summary>A file that is written to at its end.</summary>
    public static FileStream Append(string path) => Open(path, FileMode.Append);

    /// <summary>A file for what does not fit into memory, to be written and read; gone when it is closed.</summary>
    /// <param name="folder">Where; <c>null</c> for the system's folder of temporary files.</param>
    public static FileStream CreateTemporary(string? folder = null)
    {
        string path = Path.Combine(folder ?? Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():n}.tmp");
        FileStream file = new(path, ForOwner(new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferSize,
            Options = FileOptions.DeleteOnClose,
        }));
        // Without a name it is gone however the program ends.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }

    /// <summary>Creates a folder, with those above it that do not exist.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        // .NET would create the folders above with the default mode, which others may read.
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is string above && !Directory.Exists(above)) CreateFolder(above);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStream Open(string path, FileMode mode) =>
        new(path,
            ForOwner(new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None, BufferSize = BufferSize }));

    private static FileStreamOptions ForOwner(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>Reports a file that is too large for its disk as an I/O error: .NET reports a wrong argument.</summary>
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
