using System.Text;

namespace TlsDissect.Prefaces;

/// <summary>Finds heads of HTTP/1 messages in bytes of one side.</summary>
internal static class HttpHead
{
    private const int VersionLength = 8;

    private static ReadOnlySpan<byte> Version => "HTTP/1."u8;

    /// <summary>The end of every head.</summary>
    public static ReadOnlySpan<byte> EmptyLine => "\r\n\r\n"u8;

    /// <summary>The bytes from a response with such a status on; empty if there is none.</summary>
    /// <param name="bytes">Responses with or without content.</param>
    /// <param name="status">The first digits of the status.</param>
    public static ReadOnlySpan<byte> Response(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> status)
    {
        for (int at = bytes.IndexOf(Version); at >= 0; at = bytes.IndexOf(Version))
        {
            bytes = bytes[at..];
            if (bytes.Length > VersionLength && bytes[(VersionLength + 1)..].StartsWith(status)) return bytes;
            bytes = bytes[1..];
        }

        return default;
    }

    /// <summary>Whether the first head has a header with a value that begins so.</summary>
    public static bool Has(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        foreach (Range range in head.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = head[range];
            line = line[Ascii.Trim(line)];
            if (line.IsEmpty) return false;
            int colon = line.IndexOf((byte)':');
            if (colon >= 0 && Words.Is(line[..colon], name) && Words.Begins(line[(colon + 1)..].TrimStart((byte)' '), value)) return true;
        }

        return false;
    }
}
