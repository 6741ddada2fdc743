using TlsDissect.Transport;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>
/// The differential oracle: what the unchanged capture shows. A changed one may show less, and, after a reported gap, the end of a record;
/// nothing else.
/// </summary>
internal sealed class ExpectedPlaintext(string name)
{
    private readonly List<PlaintextSink> _unchanged = [];

    public void Add(PlaintextSink unchanged) => _unchanged.Add(unchanged);

    /// <summary>Checks the plaintext of a changed capture. Returns the problem, or <c>null</c>.</summary>
    /// <param name="changed">The plaintext that it shows.</param>
    /// <param name="isWithEndpoints">Whether addresses are unchanged.</param>
    /// <param name="isLogChanged">Whether the key log was changed.</param>
    public string? Check(PlaintextSink changed, bool isWithEndpoints, bool isLogChanged = false)
    {
        string? wrong = null;
        foreach (PlaintextSink unchanged in _unchanged)
        {
            wrong = Compare(unchanged, changed, isWithEndpoints, isLogChanged);
            if (wrong is null) break;
        }

        if (wrong is not null) return $"{name}: {wrong}";
        if (_unchanged.Exists(unchanged => unchanged.HasSeveralHandshakes) || changed.HasSeveralHandshakes) return null;
        foreach ((IpEndpoint client, IpEndpoint server, string facts) in changed.Verified)
        {
            if (!_unchanged.Exists(
                unchanged =>
                    unchanged.Verified.Exists(
                        verified =>
                            verified.Facts == facts &&
                                (!isWithEndpoints || (verified.Client, verified.Server) == (client, server) ||
                                    (verified.Server, verified.Client) == (client, server)))))
                return $"{name}: a Finished is said to verify a handshake that was not: {client} to {server}: {facts}";
        }

        return null;
    }

    /// <summary>Each record that was sent is shown once at most by a connection, and those of one direction in their order.</summary>
    /// <remarks>
    /// Changed addresses, or a SYN in another place, make several connections of one. Each direction of them shows records of one that was
    /// sent; a record that was captured twice may come in two of them. How the two directions of a connection follow each other is not
    /// compared: one may wait at a loss while the other goes on.
    /// </remarks>
    private static string? Compare(PlaintextSink unchanged, PlaintextSink changed, bool isWithEndpoints, bool isLogChanged)
    {
        List<SentDirection> sent =
            [.. unchanged.Records.GroupBy(record => (record.From, record.Client, record.Server))
                .Select(records => new SentDirection([.. records]))];
        foreach (var shown in changed.Records.GroupBy(record => (record.Connection, record.From, record.Client, record.Server)))
        {
            string? wrong = "never sent";
            foreach (SentDirection direction in sent.Where(direction => direction.MayBe(shown.First(), isWithEndpoints, isLogChanged)))
            {
                wrong = direction.Compare(shown);
                if (wrong is null) break;
            }

            if (wrong is not null) return $"{shown.Key.Client} and {shown.Key.Server}, from the {shown.Key.From}: {wrong}";
        }

        return null;
    }
}
