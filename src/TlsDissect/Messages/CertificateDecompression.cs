using System.IO.Compression;
using TlsDissect.Protocol;
using ZstdSharp;

namespace TlsDissect.Messages;

/// <summary>
/// Decompresses certificates (RFC 8879 §3): zlib, Brotli or Zstandard. The message's claim limits the output, and <see cref="MaxLength"/>
/// limits the claim.
/// </summary>
internal static class CertificateDecompression
{
    /// <summary>Maximum size of a Certificate message that is decompressed, in bytes.</summary>
    public const int MaxLength = 1 << 18;

    private const ushort Zlib = 1;
    private const ushort Brotli = 2;
    private const ushort Zstandard = 3;

    /// <summary>
    /// Decompresses the message's body, which must be exactly as long as claimed. Returns <c>null</c> if the algorithm is unknown or the
    /// data is invalid.
    /// </summary>
    public static byte[]? Decompress(ushort algorithm, ReadOnlySpan<byte> compressed, int length)
    {
        if (length is <= 0 or > MaxLength) return null;
        byte[] output = new byte[length];
        bool done = algorithm switch
        {
            Zlib => TryZlib(compressed, output),
            Brotli => BrotliDecoder.TryDecompress(compressed, output, out int written) && written == length,
            Zstandard => TryZstandard(compressed, output),
            _ => false,
        };
        return done ? output : null;
    }

    private static bool TryZlib(ReadOnlySpan<byte> compressed, byte[] output)
    {
        try
        {
            using ZLibStream stream = Inflation.Zlib(new MemoryStream(compressed.ToArray()));
            return stream.ReadAtLeast(output, output.Length, throwOnEndOfStream: false) == output.Length && stream.ReadByte() < 0;
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return false;
        }
    }

    private static bool TryZstandard(ReadOnlySpan<byte> compressed, byte[] output)
    {
        try
        {
            using Decompressor decompressor = new();
            return decompressor.TryUnwrap(compressed, output, out int written) && written == output.Length;
        }
        catch (Exception e) when (LibraryGuard.Catches(e))
        {
            return false;
        }
    }
}
