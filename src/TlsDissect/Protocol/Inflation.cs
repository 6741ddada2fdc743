using System.IO.Compression;

namespace TlsDissect.Protocol;

/// <summary>
/// Decompresses what deflate compressed (RFC 1951), and throws <see cref="InvalidDataException"/> where it is damaged or truncated. By
/// default, .NET takes truncated data for whole data. All decompression is done here, because the switch against that counts only if it is
/// set before the first.
/// </summary>
internal static class Inflation
{
    static Inflation() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>Decompresses a gzip file (RFC 1952), of one member or several. Owns it.</summary>
    public static GZipStream Gzip(Stream file) => new(file, CompressionMode.Decompress);

    /// <summary>Decompresses the format zlib (RFC 1950). Owns the data.</summary>
    public static ZLibStream Zlib(Stream data) => new(data, CompressionMode.Decompress);
}
