using TlsDissect.Protocol;

namespace TlsDissect.Transport.Udp;

/// <summary>
/// The connection IDs of QUIC that dissectors of the same input follow, so that none takes a connection that moved to other endpoints for
/// a new one. For several threads.
/// </summary>
internal sealed class SharedConnectionIds
{
    /// <summary>Number of IDs of ended connections that are kept for dissectors that have not read as far.</summary>
    private const int MaxEnded = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<ConnectionId, Use> _uses = [];
    private readonly Queue<(ConnectionId Id, long Until)> _ended = new();

    /// <summary>Who follows an ID, from a step of the input until another one; and from when on another flow has it too.</summary>
    private readonly record struct Use(int Dissector, long From, long Until)
    {
        public long SharedFrom { get; init; } = long.MaxValue;
    }

    /// <summary>Notes that a dissector follows an ID. The first use of an ID in the input decides.</summary>
    public void Add(in ConnectionId id, int dissector, long step)
    {
        lock (_gate)
        {
            if (!_uses.TryGetValue(id, out Use known) || known.Until <= step)
            {
                _uses[id] = new Use(dissector, step, long.MaxValue);
            }
            else if (known.Dissector != dissector)
            {
                long shared = Math.Min(known.SharedFrom, Math.Max(known.From, step));
                _uses[id] = (step < known.From ? new Use(dissector, step, long.MaxValue) : known) with { SharedFrom = shared };
            }
        }
    }

    /// <summary>Notes that two flows of one dissector have an ID.</summary>
    public void Share(in ConnectionId id, long step)
    {
        lock (_gate)
        {
            if (_uses.TryGetValue(id, out Use known)) _uses[id] = known with { SharedFrom = Math.Min(known.SharedFrom, step) };
        }
    }

    /// <summary>Whether several flows had an ID before a step.</summary>
    public bool IsShared(in ConnectionId id, long step)
    {
        lock (_gate)
        {
            return _uses.TryGetValue(id, out Use use) && use.SharedFrom < step;
        }
    }

    /// <summary>Notes that a dissector does not follow an ID any more.</summary>
    public void End(in ConnectionId id, int dissector, long step)
    {
        lock (_gate)
        {
            if (!_uses.TryGetValue(id, out Use known) || known.Dissector != dissector) return;
            _uses[id] = known with { Until = step };
            _ended.Enqueue((id, step));
            if (_ended.Count <= MaxEnded) return;
            (ConnectionId oldest, long until) = _ended.Dequeue();
            if (_uses.TryGetValue(oldest, out Use used) && used.Until == until) _uses.Remove(oldest);
        }
    }

    /// <summary>Whether another dissector followed an ID before a step.</summary>
    public bool IsFollowedByOther(in ConnectionId id, int dissector, long step)
    {
        lock (_gate)
        {
            return _uses.TryGetValue(id, out Use use) && use.Dissector != dissector && use.From < step && step <= use.Until &&
                use.SharedFrom >= step;
        }
    }
}
