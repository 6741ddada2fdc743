using System.Security.Cryptography;
using System.Text;

namespace TlsDissect.Cli.Scan;

/// <summary>The first half of a SHA-256 in hex: two of a billion values share it with a chance of 10⁻²¹.</summary>
internal static class ShortHash
{
    private const int Bytes = 16;

    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, Bytes));

    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));
}
