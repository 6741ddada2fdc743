using TlsDissect.Tcp;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>The differential oracle: what the unchanged capture shows. A changed one may show less, and behind a told gap the end of a record; nothing else.</summary>
internal sealed class ExpectedPlaintext(string name)
{
    private readonly List<PlaintextSink> _unchanged = [];

    public void Add(PlaintextSink unchanged) => _unchanged.Add(unchanged);

    /// <summary>What is wrong with what a changed capture shows; <c>null</c> where nothing is.</summary>
    /// <param name="changed">What it shows.</param>
    /// <param name="isWithEndpoints">Whether addresses are what they were.</param>
    public string? Check(PlaintextSink changed, bool isWithEndpoints)
    {
        foreach (var direction in changed.Records.GroupBy(record => isWithEndpoints ? (record.Source, record.Destination) : default))
        {
            (IpEndpoint Source, IpEndpoint Destination)? only = isWithEndpoints ? direction.Key : null;
            string? wrong = null;
            foreach (PlaintextSink unchanged in _unchanged)
            {
                wrong = Compare([.. unchanged.Records.Where(record => only is null || (record.Source, record.Destination) == only)], [.. direction]);
                if (wrong is null) break;
            }

            if (wrong is not null) return $"{name}: {(only is null ? "" : $"{direction.Key.Source} to {direction.Key.Destination}: ")}{wrong}";
        }

        if (_unchanged.Exists(unchanged => unchanged.HasSeveralHandshakes) || changed.HasSeveralHandshakes) return null;
        foreach ((IpEndpoint client, IpEndpoint server, string facts) in changed.Verified)
        {
            if (!_unchanged.Exists(unchanged => unchanged.Verified.Exists(verified => verified.Facts == facts && (!isWithEndpoints || (verified.Client, verified.Server) == (client, server)))))
                return $"{name}: a Finished is said to verify a handshake that was not: {client} to {server}: {facts}";
        }

        return null;
    }

    /// <summary>Each record that was sent is shown once at most, and those of one connection in their order.</summary>
    private static string? Compare(List<PlaintextSink.Shown> sent, List<PlaintextSink.Shown> shown)
    {
        bool isOrdered = sent.Select(record => record.Connection).Distinct().Count() == 1;
        bool[] used = new bool[sent.Count];
        int next = 0;
        foreach (PlaintextSink.Shown record in shown)
        {
            int at = -1;
            for (int i = isOrdered ? next : 0; i < sent.Count && at < 0; i++)
            {
                if (!used[i] && IsSame(sent[i].Bytes, record)) at = i;
            }

            if (at < 0) return $"{(sent.Exists(other => IsSame(other.Bytes, record)) ? "shown twice or out of order" : "never sent")}: {Convert.ToHexString(record.Bytes.AsSpan(0, Math.Min(record.Bytes.Length, 64)))}";
            used[at] = true;
            next = at + 1;
        }

        return null;
    }

    private static bool IsSame(byte[] sent, in PlaintextSink.Shown shown) =>
        sent.Length == shown.Bytes.Length ? sent.AsSpan().SequenceEqual(shown.Bytes) : shown.IsAfterGap && sent.AsSpan().EndsWith(shown.Bytes);
}
