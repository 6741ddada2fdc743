using System.IO.Compression;
using TlsDissect.Protocol;
using ZstdSharp;

namespace TlsDissect.Messages;

/// <summary>Undoes certificate compression (RFC 8879 §3): zlib, Brotli or Zstandard. What comes out is bounded by what the message claims, and that by us.</summary>
internal static class CertificateDecompression
{
    /// <summary>Largest Certificate message that is decompressed, in bytes.</summary>
    public const int MaxLength = 1 << 18;

    private const ushort Zlib = 1;
    private const ushort Brotli = 2;
    private const ushort Zstandard = 3;

    /// <summary>The message's body, exactly as long as it claims to be; <c>null</c> where the algorithm is not known or the data is not what it should be.</summary>
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
            using ZLibStream stream = new(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
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
