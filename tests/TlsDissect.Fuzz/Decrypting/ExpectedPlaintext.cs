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
        string? wrong = null;
        foreach (PlaintextSink unchanged in _unchanged)
        {
            wrong = Compare(unchanged, changed, isWithEndpoints);
            if (wrong is null) break;
        }

        if (wrong is not null) return $"{name}: {wrong}";
        if (_unchanged.Exists(unchanged => unchanged.HasSeveralHandshakes) || changed.HasSeveralHandshakes) return null;
        foreach ((IpEndpoint client, IpEndpoint server, string facts) in changed.Verified)
        {
            if (!_unchanged.Exists(unchanged => unchanged.Verified.Exists(verified => verified.Facts == facts && (!isWithEndpoints || (verified.Client, verified.Server) == (client, server)))))
                return $"{name}: a Finished is said to verify a handshake that was not: {client} to {server}: {facts}";
        }

        return null;
    }

    /// <summary>Each record that was sent is shown once at most, and those of one direction in their order.</summary>
    /// <remarks>
    /// Changed addresses make several connections of one, and without hellos who sent a record is told by its key. Each direction of such connections shows records of
    /// one that was sent, none of them twice. How the two directions of a connection follow each other is not compared: one may wait at a loss while the other goes on.
    /// </remarks>
    private static string? Compare(PlaintextSink unchanged, PlaintextSink changed, bool isWithEndpoints)
    {
        List<SentDirection> sent = [.. unchanged.Records.GroupBy(record => (record.Source, record.Destination)).Select(records => new SentDirection([.. records]))];
        bool IsAnyOf(long connection) => !isWithEndpoints || changed.WithoutHellos.Contains(connection);
        foreach (var shown in changed.Records.GroupBy(record => (Any: IsAnyOf(record.Connection) ? record.Connection : -1, record.Source, record.Destination)))
        {
            string? wrong = "never sent";
            foreach (SentDirection direction in sent.Where(direction => shown.Key.Any >= 0 || direction.IsBetween(shown.Key.Source, shown.Key.Destination)))
            {
                wrong = direction.Take([.. shown]);
                if (wrong is null) break;
            }

            if (wrong is not null) return $"{shown.Key.Source} to {shown.Key.Destination}: {wrong}";
        }

        return null;
    }
}
