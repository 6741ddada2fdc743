namespace TlsDissect.Transport;

/// <summary>
/// The part of a <see cref="MemoryBudget"/> that one holder uses. It reports to the budget in steps, so that threads that share one do not
/// wait for each other.
/// </summary>
internal sealed class MemoryAccount : IDisposable
{
    private const long Step = 64 << 10;

    private readonly MemoryBudget _budget;
    private long _told;
    private bool _isClosed;

    internal MemoryAccount(MemoryBudget budget, bool isDissectors) => (_budget, IsDissectors) = (budget, isDissectors);

    /// <summary>Number of bytes held.</summary>
    public long Held { get; private set; }

    /// <summary>Whether it belongs to a dissector.</summary>
    internal bool IsDissectors { get; }

    /// <summary>The budget.</summary>
    internal MemoryBudget Budget => _budget;

    /// <summary>Whether the holder, a dissector, has to free memory.</summary>
    internal bool IsOver => _budget.IsOver(Held, Held - _told);

    /// <summary>Counts a change of the bytes held; negative if fewer are held.</summary>
    public void Add(long bytes)
    {
        Held += bytes;
        if (Held - _told is >= Step or <= -Step) Tell();
    }

    /// <summary>Closes the account: nothing is held any more.</summary>
    public void Dispose()
    {
        if (_isClosed) return;
        _isClosed = true;
        Held = 0;
        Tell();
        _budget.Close(this);
    }

    private void Tell()
    {
        _budget.Add(Held - _told, IsDissectors);
        _told = Held;
    }
}
