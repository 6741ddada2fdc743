using TlsDissect.Decryption;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records;
using TlsDissect.Records.Resynchronization;

namespace TlsDissect.Secrets;

/// <summary>The services that the finders of one connection share: keys, sessions, limits on trials, and a buffer for plaintext.</summary>
internal sealed record SecretServices(KeyRing Keys, SessionCache Sessions, SharedTrials SharedTrials, long MaxTrialBytes, byte[] Plaintext)
{
    private SearchBudget? _search;

    /// <summary>Bounds the trials of record keys.</summary>
    public TrialBudget Trials { get; } = new(MaxTrialBytes, SharedTrials);

    /// <summary>Bounds the search of the key log when a hello is missing.</summary>
    public SearchBudget Search => _search ??= new SearchBudget(MaxTrialBytes, SharedTrials);

    /// <summary>Whether the key log was not searched to its end because that limit was reached.</summary>
    public bool SearchRanOut => _search is { RanOut: true };

    /// <summary>Whether a limit kept a secret from being tried with what is likely.</summary>
    public bool IsSearchCutShort => _search is { IsCutShort: true };

    /// <summary>Whether something was not tried because the limit for all connections was reached.</summary>
    public bool OthersSpentIt => Trials.OthersSpentIt || _search is { OthersSpentIt: true };

    /// <summary>
    /// The values logged for a key, in order. The first is nearly always right. The others are charged to the budget of searches, because a
    /// log may have thousands.
    /// </summary>
    /// <param name="key">The key.</param>
    /// <param name="length">Number of bytes that each is tried on.</param>
    public IEnumerable<KeyLogEntry> Logged(KeyLogKey key, int length)
    {
        bool isFirst = true;
        foreach (KeyLogEntry entry in Keys.FindAll(key))
        {
            if (!isFirst && !Search.TrySpend(2 * SearchBudget.Derivation + length, SearchLook.First)) yield break;
            isFirst = false;
            yield return entry;
        }
    }

    /// <summary>Decrypts a record into the plaintext buffer.</summary>
    public DecryptedRecord Decrypt(RecordDecryptor decryptor, LostRecords? lost, scoped in TlsRecord record) =>
        decryptor.Verifies ? SequenceSearch.Decrypt(decryptor, lost, record, Trials, Plaintext) : decryptor.Decrypt(record, Plaintext);
}
