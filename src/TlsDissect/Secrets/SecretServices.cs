using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Secrets;

/// <summary>What the finders of one connection need: keys, sessions, the bounds of trial work, and a buffer for plaintext.</summary>
internal sealed class SecretServices(KeyRing keys, SessionCache sessions, SharedTrials sharedTrials, long maxTrialBytes, byte[] plaintext)
{
    private SearchBudget? _search;

    public KeyRing Keys { get; } = keys;

    public SessionCache Sessions { get; } = sessions;

    public SharedTrials SharedTrials { get; } = sharedTrials;

    public byte[] Plaintext { get; } = plaintext;

    /// <summary>Bounds the trials of record keys.</summary>
    public TrialBudget Trials { get; } = new(maxTrialBytes, sharedTrials);

    /// <summary>Bounds the search of the key log when a hello is missing.</summary>
    public SearchBudget Search => _search ??= new SearchBudget(maxTrialBytes, SharedTrials);

    /// <summary>Whether the key log was not searched to its end because that bound was reached.</summary>
    public bool SearchRanOut => _search is { RanOut: true };

    /// <summary>Whether something was not tried because the bound over all connections was used up.</summary>
    public bool OthersSpentIt => Trials.OthersSpentIt || _search is { OthersSpentIt: true };

    /// <summary>Decrypts a record, into the plaintext buffer.</summary>
    public DecryptedRecord Decrypt(RecordDecryptor decryptor, LostRecords? lost, scoped in TlsRecord record) => SequenceSearch.Decrypt(decryptor, lost, record, Trials, Plaintext);
}
