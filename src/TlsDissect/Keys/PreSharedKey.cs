using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace TlsDissect.Keys;

/// <summary>A pre-shared key (RFC 4279).</summary>
/// <param name="Identity">The identity that it belongs to, or <c>null</c> for any identity.</param>
/// <param name="Secret">The key.</param>
internal sealed record PreSharedKey(byte[]? Identity, byte[] Secret)
{
    /// <summary>Maximum length of a key, in bytes.</summary>
    internal const int MaxLength = 4096;

    /// <summary>Reads <c>HEX</c> or <c>IDENTITY=HEX</c>. An identity may contain equals signs.</summary>
    public static bool TryParse(string text, out PreSharedKey? key) => TryParse(text.AsSpan(), out key);

    /// <summary>
    /// Reads <c>HEX</c>, or an identity, a separator and <c>HEX</c>. An identity may contain the separator. The caller may zero the text.
    /// </summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out PreSharedKey? key, char separator = '=')
    {
        key = null;
        int at = text.LastIndexOf(separator);
        ReadOnlySpan<char> hex = text[(at + 1)..];
        if (hex.Length == 0 || hex.Length > 2 * MaxLength) return false;
        byte[] secret = new byte[hex.Length / 2];
        if (Convert.FromHexString(hex, secret, out int consumed, out _) != OperationStatus.Done || consumed != hex.Length) return false;
        key = new PreSharedKey(at < 0 ? null : Encoding.UTF8.GetBytes(text[..at].ToArray()), secret);
        return true;
    }

    /// <summary>Whether this key applies to an identity.</summary>
    internal bool Fits(ReadOnlySpan<byte> identity) => Identity is null || identity.SequenceEqual(Identity);

    /// <summary>
    /// Builds the premaster secret: the output of the key exchange, followed by the key (RFC 4279 §2). The output is as many zeros as the
    /// key is long for a plain PSK, and 48 bytes with RSA_PSK.
    /// </summary>
    internal byte[] Premaster(ReadOnlySpan<byte> other)
    {
        ReadOnlySpan<byte> first = other.IsEmpty ? new byte[Secret.Length] : other;
        byte[] premaster = new byte[2 + first.Length + 2 + Secret.Length];
        BinaryPrimitives.WriteUInt16BigEndian(premaster, (ushort)first.Length);
        first.CopyTo(premaster.AsSpan(2));
        BinaryPrimitives.WriteUInt16BigEndian(premaster.AsSpan(2 + first.Length), (ushort)Secret.Length);
        Secret.CopyTo(premaster.AsSpan(4 + first.Length));
        return premaster;
    }
}
