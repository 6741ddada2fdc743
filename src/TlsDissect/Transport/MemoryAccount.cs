namespace TlsDissect.Transport;

/// <summary>What one holder has of a <see cref="MemoryBudget"/>. It tells the budget in steps, so that threads that share one do not wait for each other.</summary>
internal sealed class MemoryAccount : IDisposable
{
    private const long Step = 64 << 10;

    private readonly MemoryBudget _budget;
    private long _told;
    private bool _isClosed;

    internal MemoryAccount(MemoryBudget budget, bool isDissectors) => (_budget, IsDissectors) = (budget, isDissectors);

    /// <summary>Bytes held.</summary>
    public long Held { get; private set; }

    /// <summary>Whether it is a dissector's.</summary>
    internal bool IsDissectors { get; }

    /// <summary>The budget.</summary>
    internal MemoryBudget Budget => _budget;

    /// <summary>Whether the holder, a dissector, has to make room.</summary>
    internal bool IsOver => _budget.IsOver(Held, Held - _told);

    /// <summary>Counts a change of what is held: a negative number where it is less.</summary>
    public void Add(long bytes)
    {
        Held += bytes;
        if (Held - _told is >= Step or <= -Step) Tell();
    }

    /// <summary>Nothing is held any more.</summary>
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
