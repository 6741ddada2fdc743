using TlsDissect.Records;

namespace TlsDissect.Secrets;

/// <summary>
/// Bounds the search of a key log for a connection without the hellos that identify its secrets. The search may take
/// <see cref="DissectorOptions.MaxTrialBytes"/> of work, however much the connection sends, and no more than the limit for all connections
/// leaves (<see cref="SharedTrials"/>). The first trial of each secret may use all of it. Deeper trials leave a quarter for secrets that
/// are still to come.
/// </summary>
internal sealed class SearchBudget(long allowance, SharedTrials shared)
{
    /// <summary>Cost of deriving the keys of a secret, in bytes that could be decrypted in the same time.</summary>
    public const int Derivation = 2048;

    /// <summary>Cost of skipping one entry of the key log, which may not be in the processor's cache.</summary>
    private const int Step = 8;

    /// <summary>Number of entries whose cost is charged together.</summary>
    private const int StepsAtOnce = 256;

    /// <summary>Cost of copying a secret and comparing its length, before anything is derived from it.</summary>
    public const int Look = 256;

    private readonly long _reserve = allowance / 4;
    private long _left = allowance;

    /// <summary>Work done so far.</summary>
    public long Spent { get; private set; }

    /// <summary>Whether something was not tried because the budget was used up.</summary>
    public bool RanOut { get; private set; }

    /// <summary>Whether something was not tried because the limit for all connections was reached.</summary>
    public bool OthersSpentIt { get; private set; }

    /// <summary>Whether a secret was not even tried with what is likely, because of either limit.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>Notes that another search for the connection was cut short.</summary>
    /// <param name="byOthers">Whether by the limit for all connections.</param>
    public void OnCutShort(bool byOthers)
    {
        RanOut |= !byOthers;
        OthersSpentIt |= byOthers;
        IsCutShort = true;
    }

    /// <summary>Charges the work of reading some entries of the key log. Returns their number; 0 if they must not be read.</summary>
    /// <param name="look">How they are looked at.</param>
    public int TakeSteps(SearchLook look) => TrySpend(StepsAtOnce * Step, look) ? StepsAtOnce : 0;

    /// <summary>Takes work from the budget. Returns <c>false</c> if it must not be done.</summary>
    /// <param name="work">In bytes that could be decrypted in the same time.</param>
    /// <param name="look">How the secret is looked at.</param>
    public bool TrySpend(long work, SearchLook look)
    {
        if (_left <= (look == SearchLook.Deeper ? _reserve : 0))
        {
            RanOut |= look != SearchLook.Deeper;
            IsCutShort |= look == SearchLook.First;
            return false;
        }

        if (!shared.TrySpend(work))
        {
            OthersSpentIt = true;
            IsCutShort |= look == SearchLook.First;
            return false;
        }

        _left -= work;
        Spent += work;
        return true;
    }
}
