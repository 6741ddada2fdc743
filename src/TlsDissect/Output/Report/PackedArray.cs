using System.IO.Compression;
using System.Security.Cryptography;

namespace TlsDissect.Output.Report;

/// <summary>Writes a JSON array compressed (DEFLATE, RFC 1951) and in base64, as its elements come.</summary>
internal sealed class PackedArray : IDisposable
{
    private readonly ToBase64Transform _toBase64 = new();
    private readonly CryptoStream _base64;
    private readonly DeflateStream _deflate;
    private bool _isComplete;

    /// <param name="output">Receives base64. Not owned.</param>
    public PackedArray(Stream output)
    {
        _base64 = new CryptoStream(output, _toBase64, CryptoStreamMode.Write, leaveOpen: true);
        _deflate = new DeflateStream(_base64, CompressionLevel.Optimal, leaveOpen: true);
    }

    /// <summary>Number of elements.</summary>
    public int Count { get; private set; }

    public void Add(ReadOnlySpan<byte> element)
    {
        _deflate.Write(Count++ == 0 ? "["u8 : ","u8);
        _deflate.Write(element);
    }

    /// <summary>The array is complete.</summary>
    public void Dispose()
    {
        if (_isComplete) return;
        _isComplete = true;
        _deflate.Write(Count == 0 ? "[]"u8 : "]"u8);
        _deflate.Dispose();
        _base64.Dispose();
        _toBase64.Dispose();
    }
}
