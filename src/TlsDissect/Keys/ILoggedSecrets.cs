namespace TlsDissect.Keys;

/// <summary>Secrets that are found by key, or enumerated.</summary>
internal interface ILoggedSecrets
{
    /// <summary>Finds the next value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="after">The place of the previous value; 0 for the first.</param>
    /// <param name="entry">The value.</param>
    bool TryFindNext(in KeyLogKey key, ref long after, out KeyLogEntry entry);

    /// <summary>Enumerates the secrets.</summary>
    /// <param name="at">How far the enumeration has come: 0 at first.</param>
    /// <param name="labels">The labels wanted, one bit each.</param>
    /// <param name="most">Maximum number of secrets to look at; counted down.</param>
    /// <param name="logged">The next secret.</param>
    /// <returns><c>false</c> at the end, and if <paramref name="most"/> reaches 0 without a match.</returns>
    bool TryNext(ref long at, uint labels, ref int most, out LoggedSecret logged);

    /// <summary>Whether any secret has this label.</summary>
    bool Has(KeyLogLabel label);

    /// <summary>Whether there are secrets after this place.</summary>
    bool HasNext(long at);
}
