using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace TlsDissect.Keys;

/// <summary>
/// The text of a key file, zeroed on disposal. Its array is pinned, so that the garbage collector leaves no copy behind.
/// </summary>
internal sealed class SecretText : IDisposable
{
    private readonly char[] _characters;
    private readonly int _start;
    private readonly int _length;

    private SecretText(char[] characters, int start, int length) => (_characters, _start, _length) = (characters, start, length);

    /// <summary>The text. Valid until <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<char> Span => _characters.AsSpan(_start, _length);

    /// <summary>Decodes a file's content. A byte-order mark decides the encoding and is left out.</summary>
    /// <param name="content">The file. The caller zeroes it.</param>
    /// <param name="otherwise">The encoding of a file without a byte-order mark.</param>
    public static SecretText Decode(ReadOnlySpan<byte> content, Encoding otherwise)
    {
        Encoding encoding = content switch
        {
            [0xff, 0xfe, ..] => Encoding.Unicode,
            [0xfe, 0xff, ..] => Encoding.BigEndianUnicode,
            [0xef, 0xbb, 0xbf, ..] => Encoding.UTF8,
            _ => otherwise,
        };
        char[] characters = GC.AllocateUninitializedArray<char>(encoding.GetMaxCharCount(content.Length), pinned: true);
        int length = encoding.GetChars(content, characters);
        int start = length > 0 && characters[0] == '\ufeff' ? 1 : 0;
        return new SecretText(characters, start, length - start);
    }

    /// <summary>Zeroes the text.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_characters.AsSpan()));
}
