namespace TlsDissect.Records;

/// <summary>
/// Bounds the decryption that one connection may cause without anything coming of it: after a loss, sequence numbers, keys and record starts are
/// found by trial. A connection may spend <see cref="DissectorOptions.MaxTrialBytes"/> and, for each byte that it sends, <see cref="Multiple"/> more:
/// whatever a stream of garbage is made to look like, it costs no more than that multiple of reading it. The part that it has not earned also counts against the
/// bound over all connections (<see cref="SharedTrials"/>).
/// </summary>
internal sealed class TrialBudget(long allowance, SharedTrials shared)
{
    /// <summary>Bytes of trials that each byte of records earns.</summary>
    public const int Multiple = 16;

    /// <summary>What a trial costs beside its bytes: setting up the cipher, and .NET's exception for a wrong tag.</summary>
    public const int Overhead = 4096;

    private long _left = allowance;
    private long _earned;

    /// <summary>Bytes spent.</summary>
    public long Spent { get; private set; }

    /// <summary>Whether something was not tried because the bound over all connections was used up.</summary>
    public bool OthersSpentIt { get; private set; }

    /// <summary>Bytes of records were read.</summary>
    public void Earn(long bytes) => _earned += bytes * Multiple;

    /// <summary>Whether another trial may be made.</summary>
    public bool MayTry()
    {
        if (_earned > 0) return true;
        if (_left <= 0) return false;
        if (shared.MayTry()) return true;
        OthersSpentIt = true;
        return false;
    }

    /// <summary>A trial over so many bytes is to be made; <c>false</c> where it must not.</summary>
    public bool TrySpend(long bytes)
    {
        if (!MayTry()) return false;
        long work = bytes + Overhead;
        Spent += work;
        if (_earned > 0)
        {
            _earned -= work;
            _left += Math.Min(0, _earned);
            _earned = Math.Max(0, _earned);
            return true;
        }

        _left -= work;
        return shared.TrySpend(work);
    }
}
