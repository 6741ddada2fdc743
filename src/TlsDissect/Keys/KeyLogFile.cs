using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>Reads key log files, which may be compressed with gzip.</summary>
internal static class KeyLogFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Reads all lines of a file.</summary>
    /// <exception cref="KeyFileException">The file cannot be read.</exception>
    public static void Read(string path, KeyLogParser feed)
    {
        if (Directory.Exists(path)) throw new KeyFileException($"{path}: is a directory");
        try
        {
            using Stream file = Open(path);
            byte[] buffer = new byte[BufferSize];
            for (int read; (read = file.Read(buffer)) > 0;) feed.Append(buffer.AsSpan(0, read));
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException or NotSupportedException)
        {
            throw KeyFile.Problem(path, e);
        }

        feed.Complete();
    }

    private static Stream Open(string path)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize);
        Span<byte> magic = stackalloc byte[2];
        int read = file.CanSeek ? file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) : 0;
        if (file.CanSeek) file.Position = 0;
        return read == 2 && magic[0] == 0x1f && magic[1] == 0x8b ? Inflation.Gzip(file) : file;
    }
}
