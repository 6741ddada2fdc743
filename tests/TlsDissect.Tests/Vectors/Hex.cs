namespace TlsDissect.Tests.Vectors;

/// <summary>Published numbers as they are printed.</summary>
internal static class Hex
{
    /// <summary>Hex digits with any blanks between them.</summary>
    public static byte[] Of(string hex) => Convert.FromHexString(string.Concat(hex.Where(c => !char.IsWhiteSpace(c))));
}
