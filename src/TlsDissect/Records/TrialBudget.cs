namespace TlsDissect.Records;

/// <summary>
/// Bounds the trial decryption that one connection may cause. After a loss, sequence numbers, keys and record starts are found by trial. A
/// connection may spend <see cref="DissectorOptions.MaxTrialBytes"/> and, for each byte that it sends, <see cref="Multiple"/> more. So no
/// stream of garbage takes more than that multiple of the work of reading it. Work that it has not earned also counts against the limit for
/// all connections (<see cref="SharedTrials"/>).
/// </summary>
internal sealed class TrialBudget(long allowance, SharedTrials shared)
{
    /// <summary>Bytes of trials that each byte of records earns.</summary>
    public const int Multiple = 16;

    /// <summary>Cost of a trial besides its bytes: setting up the cipher, and .NET's exception for a wrong tag.</summary>
    public const int Overhead = 4096;

    private long _left = allowance;
    private long _earned;

    /// <summary>Bytes spent.</summary>
    public long Spent { get; private set; }

    /// <summary>Whether something was not tried because the limit for all connections was reached.</summary>
    public bool OthersSpentIt { get; private set; }

    /// <summary>Adds the allowance that records of this many bytes earn.</summary>
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

    /// <summary>Takes a trial of this many bytes from the budget. Returns <c>false</c> if it must not be made.</summary>
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
