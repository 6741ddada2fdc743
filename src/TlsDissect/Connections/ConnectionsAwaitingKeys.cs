namespace TlsDissect.Connections;

/// <summary>
/// The connections of one dissector that a later key may decrypt. A program may write its key log seconds after it has closed the
/// connection (<see cref="DissectorOptions.KeyWait"/>). Both the number of closed connections and the bytes that all hold are bounded.
/// </summary>
internal sealed class ConnectionsAwaitingKeys(TimeSpan keyWait, long maxBytes)
{
    /// <summary>Limit on closed connections. <see cref="DissectorOptions.MaxWaitingBytes"/> bounds the bytes of each.</summary>
    public const int MaxKept = 10_000;

    private static readonly Comparer<IAwaitsKeys> ById = Comparer<IAwaitsKeys>.Create((a, b) => a.Id.CompareTo(b.Id));

    private readonly Queue<(long Deadline, IAwaitsKeys Connection)> _kept = new();
    private readonly SortedSet<IAwaitsKeys> _holding = new(ById);
    private readonly HashSet<IAwaitsKeys> _undecryptable = [];
    private readonly long _wait = (long)keyWait.TotalNanoseconds;

    /// <summary>The latest time of the input. It never goes back.</summary>
    public long Clock { get; private set; } = long.MinValue;

    /// <summary>The bytes of records that all of them hold.</summary>
    public long Bytes { get; private set; }

    /// <summary>Notes that the bytes of records that a connection holds have changed, to <paramref name="held"/>.</summary>
    public void Account(IAwaitsKeys connection, int change, int held)
    {
        Bytes += change;
        if (held == 0) _holding.Remove(connection);
        else if (held == change) _holding.Add(connection);
    }

    /// <summary>Makes the oldest connections stop waiting until the rest is within the limit.</summary>
    public void Bound()
    {
        while (Bytes > maxBytes && _holding.Min is IAwaitsKeys oldest)
        {
            long before = Bytes;
            oldest.StopWaiting();
            if (Bytes == before) _holding.Remove(oldest);
        }
    }

    /// <summary>Adds a connection that continues although no key so far decrypts one of its directions.</summary>
    public void AddUndecryptable(IAwaitsKeys connection) => _undecryptable.Add(connection);

    /// <summary>Removes a connection that is over.</summary>
    public void Remove(IAwaitsKeys connection)
    {
        _holding.Remove(connection);
        _undecryptable.Remove(connection);
    }

    /// <summary>All of them, the oldest first.</summary>
    public IAwaitsKeys[] All() => [.. _holding.Union(_undecryptable).OrderBy(connection => connection.Id)];

    /// <summary>Keeps a connection that is over until its time is up. Returns <c>false</c> if none are kept.</summary>
    public bool TryKeep(IAwaitsKeys connection)
    {
        if (_wait <= 0) return false;
        _kept.Enqueue((Clock + _wait, connection));
        if (_kept.Count > MaxKept) _kept.Dequeue().Connection.Finish();
        return true;
    }

    /// <summary>Ends the connection that has waited longest. Returns <c>false</c> if no connection waits.</summary>
    public bool TryFinishOldest()
    {
        if (!_kept.TryDequeue(out (long Deadline, IAwaitsKeys Connection) oldest)) return false;
        oldest.Connection.Finish();
        return true;
    }

    /// <summary>Notes the time, and ends connections that have waited long enough.</summary>
    public void Observe(long nanoseconds)
    {
        if (nanoseconds > Clock) Clock = nanoseconds;
        while (_kept.TryPeek(out (long Deadline, IAwaitsKeys Connection) oldest) && oldest.Deadline < Clock)
            _kept.Dequeue().Connection.Finish();
    }

    /// <summary>Ends all of them, because no more data or keys will come.</summary>
    public void Complete()
    {
        while (TryFinishOldest())
        {
        }
    }
}
