namespace TlsDissect.Fuzz.Decrypting;

/// <summary>Finds that are being mended elsewhere. To be empty.</summary>
internal static class KnownFinds
{
    private static readonly string[] Words =
    [
        // A traffic secret shorter than the hash, as a key log cut in the middle of a line has it.
        "System.Security.Cryptography.HKDF.Expand",
    ];

    /// <summary>Whether a find is one of those.</summary>
    /// <param name="find">What was found.</param>
    /// <param name="changes">What was changed.</param>
    public static bool IsKnown(string find, List<string> changes) => changes.Count > 0 && Words.Any(word => find.Contains(word, StringComparison.Ordinal));
}
