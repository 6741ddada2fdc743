using System.Security.Cryptography;
using System.Text;

namespace TlsDissect.Keys;

/// <summary>
/// Loads pre-shared keys from a file, one per line: <c>HEX</c>, <c>IDENTITY=HEX</c>, or <c>IDENTITY:HEX</c> as in GnuTLS and stunnel. Blank
/// lines and lines that begin with <c>#</c> are skipped.
/// </summary>
internal static class PreSharedKeyFile
{
    /// <summary>Reads a file of at most 1 MiB in UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The keys in the order of their lines, at least one.</returns>
    /// <exception cref="KeyFileException">
    /// The file cannot be read, contains no pre-shared key, or has an invalid line. The message never contains the line's text.
    /// </exception>
    public static IReadOnlyList<PreSharedKey> Load(string path)
    {
        byte[] content = KeyFile.Read(path);
        using SecretText text = SecretText.Decode(content, Encoding.UTF8);
        CryptographicOperations.ZeroMemory(content);
        List<PreSharedKey> keys = [];
        int number = 0;
        foreach (ReadOnlySpan<char> untrimmed in text.Span.EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = untrimmed.Trim();
            if (line.IsEmpty || line[0] == '#') continue;
            if (!PreSharedKey.TryParse(line, out PreSharedKey? key) && !PreSharedKey.TryParse(line, out key, separator: ':'))
                throw new KeyFileException(
                    $"{path}: line {number} is not a pre-shared key: HEX, IDENTITY=HEX or IDENTITY:HEX, with an even number of hex digits");
            keys.Add(key!);
        }

        return keys.Count > 0 ? keys : throw new KeyFileException($"{path}: contains no pre-shared key");
    }
}
