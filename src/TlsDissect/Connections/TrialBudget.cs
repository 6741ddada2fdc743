namespace TlsDissect.Connections;

/// <summary>
/// Bounds the decryption that one connection may cause without anything coming of it: after a loss, sequence numbers, keys and record starts are
/// found by trial. A connection may spend <see cref="DissectorOptions.MaxTrialBytes"/> and, for each byte that it sends, <see cref="Multiple"/> more:
/// whatever a stream of garbage is made to look like, it costs no more than that multiple of reading it.
/// </summary>
internal sealed class TrialBudget(long allowance)
{
    /// <summary>Bytes of trials that each byte of records earns.</summary>
    public const int Multiple = 16;

    /// <summary>What a trial costs beside its bytes: setting up the cipher, and .NET's exception for a wrong tag.</summary>
    public const int Overhead = 4096;

    private long _left = allowance;

    /// <summary>Bytes spent.</summary>
    public long Spent { get; private set; }

    /// <summary>Whether another trial may be made.</summary>
    public bool HasLeft => _left > 0;

    /// <summary>Bytes of records were read.</summary>
    public void Earn(long bytes) => _left += bytes * Multiple;

    /// <summary>A trial over so many bytes is to be made; <c>false</c> where it must not.</summary>
    public bool TrySpend(long bytes)
    {
        if (_left <= 0) return false;
        _left -= bytes + Overhead;
        Spent += bytes + Overhead;
        return true;
    }
}
