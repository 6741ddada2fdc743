namespace TlsDissect.Connections;

/// <summary>
/// The connections of one dissector that keys added later may decrypt. A program may write its key log seconds after it has closed the connection
/// (<see cref="DissectorOptions.KeyWait"/>). The number of connections that are over and the bytes that all hold are bounded.
/// </summary>
internal sealed class ConnectionsAwaitingKeys(TimeSpan keyWait, long maxBytes)
{
    /// <summary>The bytes that each may hold are bounded by <see cref="DissectorOptions.MaxWaitingBytes"/>.</summary>
    public const int MaxKept = 10_000;

    private static readonly Comparer<IAwaitsKeys> ById = Comparer<IAwaitsKeys>.Create((a, b) => a.Id.CompareTo(b.Id));

    private readonly Queue<(long Deadline, IAwaitsKeys Connection)> _kept = new();
    private readonly SortedSet<IAwaitsKeys> _holding = new(ById);
    private readonly HashSet<IAwaitsKeys> _undecryptable = [];
    private readonly long _wait = (long)keyWait.TotalNanoseconds;

    /// <summary>The latest time of the input; never goes back.</summary>
    public long Clock { get; private set; } = long.MinValue;

    /// <summary>The bytes of records that all of them hold.</summary>
    public long Bytes { get; private set; }

    /// <summary>The bytes of records that a connection holds have changed, to the number held now.</summary>
    public void Account(IAwaitsKeys connection, int change, int held)
    {
        Bytes += change;
        if (held == 0) _holding.Remove(connection);
        else if (held == change) _holding.Add(connection);
    }

    /// <summary>The oldest connections stop waiting until the rest is within the bound.</summary>
    public void Bound()
    {
        while (Bytes > maxBytes && _holding.Min is IAwaitsKeys oldest) oldest.StopWaiting();
    }

    /// <summary>No key so far decrypts a direction of a connection that continues.</summary>
    public void AddUndecryptable(IAwaitsKeys connection) => _undecryptable.Add(connection);

    /// <summary>A connection is over.</summary>
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

    /// <summary>Time goes by.</summary>
    public void Observe(long nanoseconds)
    {
        if (nanoseconds > Clock) Clock = nanoseconds;
        while (_kept.TryPeek(out (long Deadline, IAwaitsKeys Connection) oldest) && oldest.Deadline < Clock) _kept.Dequeue().Connection.Finish();
    }

    /// <summary>Neither data nor keys will come.</summary>
    public void Complete()
    {
        while (TryFinishOldest())
        {
        }
    }
}
