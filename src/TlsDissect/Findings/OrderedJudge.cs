using TlsDissect.Findings.Behaviour;
using TlsDissect.Findings.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Findings;

/// <summary>
/// Judges what depends on the connections before. Connections are given in the order in which they ended, so that the result does not
/// depend on the number of dissectors. Not thread-safe.
/// </summary>
/// <param name="options">What to look for.</param>
/// <param name="memory">Counts what is remembered; <c>null</c> if that is not counted.</param>
internal sealed class OrderedJudge(FindingOptions options, MemoryBudget? memory)
{
    private readonly RepeatTable _repeats = new(options.MaxRepeatedValues, options.Ignored, memory);
    private readonly ModulusTable _moduli = new(options.MaxTestedModuli, options.Ignored, memory);

    /// <summary>Whether anything is looked for.</summary>
    public bool IsUsed => _repeats.IsUsed || _moduli.IsUsed;

    /// <summary>Whether values were forgotten, so that repeats may have been missed.</summary>
    public bool HasForgotten => _repeats.HasForgotten;

    /// <summary>Whether moduli were not tested, because too many were before.</summary>
    public bool HasUntested => _moduli.HasUntested;

    /// <summary>Adds a connection and returns what is found.</summary>
    public IReadOnlyList<Finding> Add(OrderedValues values)
    {
        IReadOnlyList<Finding> repeats = _repeats.Add(values.Connection, values.Fresh);
        return values.Dh is { } dh && _moduli.Add(dh) is Finding finding ? [finding, .. repeats] : repeats;
    }

    /// <summary>Forgets earlier connections: another input begins.</summary>
    public void Clear()
    {
        _repeats.Clear();
        _moduli.Clear();
    }
}
