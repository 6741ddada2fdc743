namespace TlsDissect.Connections.Quic;

/// <summary>
/// The IDs of streams that are over, so that repeated frames do not open them again. Streams of a kind are opened in order (RFC 9000 §2.1),
/// so most are below a mark.
/// </summary>
/// <param name="limit">Number of IDs above the marks. Past it, lower ones count as over.</param>
internal sealed class FinishedStreams(int limit)
{
    /// <summary>The two lowest bits of an ID are its kind.</summary>
    private const int Kinds = 4;

    private readonly ulong[] _next = [0, 1, 2, 3];
    private readonly SortedSet<ulong> _above = [];

    /// <summary>Number of IDs above the marks.</summary>
    public int Count => _above.Count;

    /// <summary>Whether a stream is over.</summary>
    public bool Contains(ulong id) => id < _next[id % Kinds] || _above.Contains(id);

    /// <summary>Notes that a stream is over.</summary>
    public void Add(ulong id)
    {
        if (Contains(id)) return;
        _above.Add(id);
        if (_above.Count > limit) Advance(_above.Min % Kinds, _above.Min);
        Advance(id % Kinds, _next[id % Kinds]);
    }

    private void Advance(ulong kind, ulong next)
    {
        while (_above.Remove(next)) next += Kinds;
        _next[kind] = next;
    }
}
