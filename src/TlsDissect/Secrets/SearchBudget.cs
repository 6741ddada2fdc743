using TlsDissect.Records;

namespace TlsDissect.Secrets;

/// <summary>
/// Bounds the search of a key log for a connection whose hellos are not there to say which secrets are its own: <see cref="DissectorOptions.MaxTrialBytes"/>
/// of work in all, however much the connection sends, as far as the bound over all connections allows it (<see cref="SharedTrials"/>). The first look at each secret may
/// take all of it; deeper looks leave a quarter for secrets that are still to come.
/// </summary>
internal sealed class SearchBudget(long allowance, SharedTrials shared)
{
    /// <summary>What deriving the keys of a secret counts, in bytes that could be decrypted meanwhile.</summary>
    public const int Derivation = 2048;

    /// <summary>Work of skipping one entry of the key log, which may not be in the processor's cache.</summary>
    public const int Step = 8;

    /// <summary>Work of copying a secret and comparing its length, before anything is derived from it.</summary>
    public const int Look = 256;

    private readonly long _reserve = allowance / 4;
    private long _left = allowance;

    /// <summary>Work done.</summary>
    public long Spent { get; private set; }

    /// <summary>Whether something was not tried for want of it.</summary>
    public bool RanOut { get; private set; }

    /// <summary>Whether something was not tried because the bound over all connections was used up.</summary>
    public bool OthersSpentIt { get; private set; }

    /// <summary>Work is to be done; <c>false</c> where it must not.</summary>
    /// <param name="work">In bytes that could be decrypted meanwhile.</param>
    /// <param name="isFirstLook">Whether the secret was not looked at before.</param>
    public bool TrySpend(long work, bool isFirstLook)
    {
        if (_left <= (isFirstLook ? 0 : _reserve))
        {
            RanOut |= isFirstLook;
            return false;
        }

        if (!shared.TrySpend(work))
        {
            OthersSpentIt = true;
            return false;
        }

        _left -= work;
        Spent += work;
        return true;
    }
}
