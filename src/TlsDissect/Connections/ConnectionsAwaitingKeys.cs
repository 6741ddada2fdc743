namespace TlsDissect.Connections;

/// <summary>
/// Connections that are over but hold records whose key may still come (<see cref="DissectorOptions.KeyWait"/>): a program may write its key log seconds after
/// it has said goodbye. Bounded: past <see cref="MaxKept"/> the oldest is given up.
/// </summary>
internal sealed class ConnectionsAwaitingKeys(TimeSpan keyWait)
{
    /// <summary>What each may hold is bounded by <see cref="DissectorOptions.MaxWaitingBytes"/>.</summary>
    public const int MaxKept = 10_000;

    private readonly Queue<(long Deadline, TlsConnection Connection)> _kept = new();
    private readonly long _wait = (long)keyWait.TotalNanoseconds;

    /// <summary>The latest time of the input; never goes back.</summary>
    public long Clock { get; private set; } = long.MinValue;

    /// <summary>Whether the connection stays, and is finished by this or by the key.</summary>
    public bool TryKeep(TlsConnection connection)
    {
        if (_wait <= 0) return false;
        _kept.Enqueue((Clock + _wait, connection));
        if (_kept.Count > MaxKept) _kept.Dequeue().Connection.Finish();
        return true;
    }

    /// <summary>Ends the connection that has waited longest. Returns <c>false</c> if no connection waits.</summary>
    public bool TryFinishOldest()
    {
        if (!_kept.TryDequeue(out (long Deadline, TlsConnection Connection) oldest)) return false;
        oldest.Connection.Finish();
        return true;
    }

    /// <summary>Time goes by.</summary>
    public void Observe(long nanoseconds)
    {
        if (nanoseconds > Clock) Clock = nanoseconds;
        while (_kept.TryPeek(out (long Deadline, TlsConnection Connection) oldest) && oldest.Deadline < Clock) _kept.Dequeue().Connection.Finish();
    }

    /// <summary>Nothing more comes, no key either.</summary>
    public void Complete()
    {
        while (_kept.TryDequeue(out (long Deadline, TlsConnection Connection) oldest)) oldest.Connection.Finish();
    }
}
