namespace TlsDissect.Findings.Rules;

/// <summary>Lists in sentences: the first few items, then how many more there are.</summary>
internal static class ShortList
{
    private const int Most = 4;

    /// <summary>As in <c>x25519, secp256r1 and 3 more</c>; <c>none</c> if there are no items.</summary>
    public static string Of(IEnumerable<string> items)
    {
        string[] all = [.. items];
        return all.Length switch
        {
            0 => "none",
            > Most => $"{string.Join(", ", all.Take(Most))} and {all.Length - Most} more",
            _ => string.Join(", ", all),
        };
    }
}
