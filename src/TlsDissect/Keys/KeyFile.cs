namespace TlsDissect.Keys;

/// <summary>Reads key files, with one line for whatever keeps it from that.</summary>
internal static class KeyFile
{
    /// <summary>No key is larger; a capture given by mistake is not read whole.</summary>
    private const int MaxBytes = 1 << 20;

    /// <summary>The whole file, not empty.</summary>
    /// <exception cref="KeyFileException">It cannot be read, is empty, or too large to be a key.</exception>
    public static byte[] Read(string path)
    {
        if (Directory.Exists(path)) throw new KeyFileException($"{path}: is a directory");
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > MaxBytes) throw new KeyFileException($"{path}: is too large for a key file");
            byte[] content = new byte[file.Length];
            file.ReadExactly(content);
            return content.Length > 0 ? content : throw new KeyFileException($"{path}: is empty");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KeyFileException($"{path}: no such file", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new KeyFileException($"{path}: permission denied", e);
        }
        catch (IOException e)
        {
            throw new KeyFileException($"{path}: {e.Message}", e);
        }
    }
}
