namespace TlsDissect.Fuzz.Decrypting;

/// <summary>The data that one endpoint sent to another in the unchanged capture.</summary>
internal sealed class SentDirection(IReadOnlyList<PlaintextSink.Shown> sent)
{
    private readonly bool _isOrdered = sent.Select(record => record.Connection).Distinct().Count() == 1;

    /// <summary>
    /// Whether a record of it may be shown so: the key that decrypts it tells its sender, and nothing tells which of the two addresses that
    /// was. Where the key log was changed, it may call one side's secret the other's: then the address has to be right.
    /// </summary>
    public bool MayBe(in PlaintextSink.Shown shown, bool isWithEndpoints, bool isLogChanged)
    {
        PlaintextSink.Shown own = sent[0];
        bool isSame = (own.Client, own.Server) == (shown.Client, shown.Server);
        bool isMirrored = (own.Server, own.Client) == (shown.Client, shown.Server);
        if (isWithEndpoints && !isSame && !isMirrored) return false;
        return own.From == shown.From || (isLogChanged && isMirrored);
    }

    /// <summary>Finds all records that one connection shows, each once and in order. Returns an error, or <c>null</c>.</summary>
    public string? Compare(IEnumerable<PlaintextSink.Shown> shown)
    {
        bool[] used = new bool[sent.Count];
        int next = 0;
        foreach (PlaintextSink.Shown record in shown)
        {
            int at = -1;
            for (int i = _isOrdered ? next : 0; i < sent.Count && at < 0; i++)
            {
                if (!used[i] && IsSame(sent[i].Bytes, record)) at = i;
            }

            if (at < 0)
                return $"{(sent.Any(other => IsSame(other.Bytes, record)) ? "shown twice or out of order" : "never sent")}: " +
                    $"{Convert.ToHexString(record.Bytes.AsSpan(0, Math.Min(record.Bytes.Length, 64)))}";
            used[at] = true;
            next = at + 1;
        }

        return null;
    }

    private static bool IsSame(byte[] sent, in PlaintextSink.Shown shown)
    {
        if (sent.Length == shown.Bytes.Length) return sent.AsSpan().SequenceEqual(shown.Bytes);
        if (Math.Abs(sent.Length - shown.Bytes.Length) < shown.Unsure)
            return sent.AsSpan().StartsWith(shown.Bytes) || shown.Bytes.AsSpan().StartsWith(sent);
        return shown.IsAfterGap && sent.AsSpan().EndsWith(shown.Bytes);
    }
}
