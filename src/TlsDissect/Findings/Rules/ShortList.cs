namespace TlsDissect.Findings.Rules;

/// <summary>Lists in sentences: the first few items, then how many more there are.</summary>
internal static class ShortList
{
    private const int Most = 4;

    /// <summary>As in <c>x25519, secp256r1 and 3 more</c>; <c>none</c> if there are no items.</summary>
    public static string Of(IEnumerable<string> items)
    {
        string[] all = [.. items];
        return all.Length > Most ? $"{string.Join(", ", all.Take(Most))} and {all.Length - Most} more" : Whole(all);
    }

    /// <summary>All items, as in <c>RC4, DES and export keys</c>; <c>none</c> if there are none.</summary>
    public static string Whole(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "none",
        1 => items[0],
        _ => $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}",
    };
}
