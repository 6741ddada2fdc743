using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Secrets;

/// <summary>What one connection's secrets are looked for with, and how much may be tried.</summary>
/// <param name="keys">All that the dissector was given.</param>
/// <param name="sessions">Sessions that may be resumed.</param>
/// <param name="sharedTrials">Bounds the trial work of all connections together.</param>
/// <param name="maxTrialBytes"><see cref="DissectorOptions.MaxTrialBytes"/>.</param>
/// <param name="plaintext">Where records are decrypted to.</param>
internal sealed class SecretServices(KeyRing keys, SessionCache sessions, SharedTrials sharedTrials, long maxTrialBytes, byte[] plaintext)
{
    private SearchBudget? _search;

    public KeyRing Keys { get; } = keys;

    public SessionCache Sessions { get; } = sessions;

    public SharedTrials SharedTrials { get; } = sharedTrials;

    public byte[] Plaintext { get; } = plaintext;

    /// <summary>Bounds what is tried in vain.</summary>
    public TrialBudget Trials { get; } = new(maxTrialBytes, sharedTrials);

    /// <summary>Bounds the search of the key log where hellos are missing.</summary>
    public SearchBudget Search => _search ??= new SearchBudget(maxTrialBytes, SharedTrials);

    /// <summary>Whether the key log was not searched to its end for want of work that may be done.</summary>
    public bool SearchRanOut => _search is { RanOut: true };

    /// <summary>Whether something was not tried because the bound over all connections was used up.</summary>
    public bool OthersSpentIt => Trials.OthersSpentIt || _search is { OthersSpentIt: true };

    /// <summary>Decrypts a record, into the plaintext buffer.</summary>
    public DecryptedRecord Decrypt(RecordDecryptor decryptor, LostRecords? lost, scoped in TlsRecord record) => SequenceSearch.Decrypt(decryptor, lost, record, Trials, Plaintext);
}
