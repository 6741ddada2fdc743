namespace TlsDissect.Transport;

/// <summary>
/// Limit, in bytes, on everything that the dissectors sharing it hold: connections, including idle ones, and the sessions and certificates
/// of earlier ones. Beyond it, the connection that has been silent longest is ended and reported. Keys, key logs and buffers of fixed size
/// are not counted. Thread-safe.
/// </summary>
/// <remarks>
/// The bytes are estimates, accurate to about a third. While connections are ended early, a garbage collection is forced each time half of
/// the budget has been released. Otherwise the released memory would be kept until the heap has doubled.
/// </remarks>
public sealed class MemoryBudget
{
    private const long MostByDefault = 2L << 30;

    private long _held;
    private long _heldByDissectors;
    private long _ended;
    private long _freed;
    private int _dissectors;

    /// <summary>Creates a budget.</summary>
    /// <param name="maxBytes">The limit, in bytes; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBytes"/> is less than 1.</exception>
    public MemoryBudget(long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBytes, 1);
        MaxBytes = maxBytes;
    }

    /// <summary>Creates a budget of <see cref="DefaultBytes"/>.</summary>
    public MemoryBudget() : this(DefaultBytes) { }

    /// <summary>The default limit, in bytes: a quarter of the memory that this process may use, at most 2 GiB.</summary>
    public static long DefaultBytes { get; } = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4, 1, MostByDefault);

    /// <summary>The limit, in bytes.</summary>
    public long MaxBytes { get; }

    /// <summary>Number of bytes held at present. Holders report changes in steps, so it lags slightly.</summary>
    public long HeldBytes => Volatile.Read(ref _held);

    /// <summary>Number of connections that were ended early because the budget was used up.</summary>
    public long Ended => Volatile.Read(ref _ended);

    /// <summary>Opens an account for one holder, to be used by one thread at a time.</summary>
    internal MemoryAccount Open() => new(this, isDissectors: false);

    /// <summary>Opens an account for a dissector, which frees memory if it holds too much.</summary>
    internal MemoryAccount OpenForDissector()
    {
        Interlocked.Increment(ref _dissectors);
        return new MemoryAccount(this, isDissectors: true);
    }

    internal void Close(MemoryAccount account)
    {
        if (account.IsDissectors) Interlocked.Decrement(ref _dissectors);
    }

    internal void Add(long bytes, bool isDissectors)
    {
        Interlocked.Add(ref _held, bytes);
        if (isDissectors) Interlocked.Add(ref _heldByDissectors, bytes);
    }

    /// <summary>
    /// Counts a connection that was ended early, and collects garbage if necessary. Otherwise the old generation of the heap is collected
    /// only when it has doubled.
    /// </summary>
    /// <param name="freed">Number of bytes that it held.</param>
    internal void CountEnded(long freed)
    {
        Interlocked.Increment(ref _ended);
        long sum = Interlocked.Add(ref _freed, freed);
        if (sum < MaxBytes / 2 || Interlocked.CompareExchange(ref _freed, 0, sum) != sum) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
    }

    /// <summary>
    /// Whether a dissector has to free memory: too much is held, and it holds at least its share. One dissector always does, and those that
    /// hold little do not pay for one that floods.
    /// </summary>
    /// <param name="held">Number of bytes that it holds.</param>
    /// <param name="untold">Number of these bytes that it has not reported.</param>
    internal bool IsOver(long held, long untold) =>
        HeldBytes + untold > MaxBytes && held * Volatile.Read(ref _dissectors) >= Volatile.Read(ref _heldByDissectors) + untold;
}
