using System.Security.Cryptography;

namespace TlsDissect.Keys;

/// <summary>Reads key files, and reports any failure in one line.</summary>
internal static class KeyFile
{
    /// <summary>Limit on the size of a key file. A capture given by mistake is not read whole.</summary>
    private const int MaxBytes = 1 << 20;

    /// <summary>
    /// Reads the whole file, which must not be empty. The caller zeroes the result. The array is pinned, so that the garbage collector
    /// leaves no copy behind.
    /// </summary>
    /// <exception cref="KeyFileException">
    /// The file cannot be read, is empty, is too large to be a key, or has an unsupported format.
    /// </exception>
    public static byte[] Read(string path)
    {
        byte[] content = ReadAny(path, MaxBytes, "a key file");
        if (ForeignKeyFile.Problem(content, path) is not string problem) return content;
        CryptographicOperations.ZeroMemory(content);
        throw new KeyFileException($"{path}: {problem}");
    }

    /// <summary>Reads a file of any format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">Limit on its size.</param>
    /// <param name="what">What it should be, for the message that it is too large.</param>
    /// <exception cref="KeyFileException">The file cannot be read, is empty or is too large.</exception>
    public static byte[] ReadAny(string path, int maxBytes, string what)
    {
        if (Directory.Exists(path)) throw new KeyFileException($"{path}: is a directory");
        try
        {
            // No buffer of its own, because nothing would zero it.
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            // Pipes have no length. A shell passes one for <(command).
            byte[] buffer = Pinned(file.CanSeek ? (int)Math.Min(file.Length, maxBytes) + 1 : maxBytes + 1);
            int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > maxBytes) throw new KeyFileException($"{path}: is too large for {what}");
            if (length == 0) throw new KeyFileException($"{path}: is empty");
            byte[] content = Pinned(length);
            buffer.AsSpan(0, length).CopyTo(content);
            CryptographicOperations.ZeroMemory(buffer);
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Problem(path, e);
        }
    }

    /// <summary>The error for a file, or a folder of files, that cannot be read.</summary>
    public static KeyFileException Problem(string path, Exception e)
    {
        string why = e switch
        {
            FileNotFoundException or DirectoryNotFoundException => "no such file",
            UnauthorizedAccessException => "permission denied",
            _ => e.Message,
        };
        return new KeyFileException($"{path}: {why}", e);
    }

    private static byte[] Pinned(int length) => GC.AllocateUninitializedArray<byte>(length, pinned: true);
}
