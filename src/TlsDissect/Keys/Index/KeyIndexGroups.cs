namespace TlsDissect.Keys.Index;

/// <summary>
/// Removes repeated secrets, and numbers those after a KeyUpdate whose lines have the letter N: in the order of their lines, after those
/// that have numbers.
/// </summary>
internal static class KeyIndexGroups
{
    /// <summary>The entries of an index.</summary>
    /// <param name="sorted">Entries in order. Each is valid until the next is asked for.</param>
    public static IEnumerable<ReadOnlyMemory<byte>> Numbered(IEnumerable<ReadOnlyMemory<byte>> sorted)
    {
        byte[] last = new byte[KeyIndexEntry.Size];
        bool hasLast = false;
        // The secrets after a KeyUpdate of one direction, which may get others between them.
        LaterSecrets later = new();
        foreach (ReadOnlyMemory<byte> entry in sorted)
        {
            if (!later.IsOf(entry.Span))
            {
                foreach (byte[] one in later.Take()) yield return one;
            }

            if (KeyIndexEntry.Generation(entry.Span) > 0)
            {
                later.Add(entry.Span);
                continue;
            }

            if (hasLast && KeyIndexEntry.CompareKeys(last, entry.Span) == 0 && KeyIndexEntry.HaveSameSecret(last, entry.Span)) continue;
            hasLast = true;
            entry.CopyTo(last);
            yield return last;
        }

        foreach (byte[] one in later.Take()) yield return one;
    }
}
