using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>Remembers what was tried for one direction, so that it is not tried again.</summary>
internal sealed class DirectionMemory
{
    /// <summary>Maximum number of records that a secret may fail to decrypt before it counts as wrong, if nothing was lost.</summary>
    private const int MaxFailedTrials = 16;

    /// <summary>Number of records of datagrams, after the first, that the secrets of the key log are tried on.</summary>
    public const int MaxRetries = 4;

    /// <summary>
    /// Maximum number of records in a handshake whose secret is missing. Allows a long certificate chain in the smallest fragments (RFC
    /// 6066 §4).
    /// </summary>
    private const int MaxHandshakeRecords = 256;

    private (int KeyChanges, int Records) _failed;
    private int _skipped;

    /// <summary>
    /// For each epoch: how far the key log was searched at each depth, if a hello is missing; <c>null</c> if it was not searched.
    /// </summary>
    private KeyLogCursor[]?[]? _places;

    /// <summary>For each epoch, a byte.</summary>
    private uint _retries;

    /// <summary>How far the key log was searched at each depth for an epoch.</summary>
    public KeyLogCursor[] PlacesOf(Epoch epoch)
    {
        _places ??= new KeyLogCursor[]?[(int)Epoch.Application + 1];
        return _places[(int)epoch] ??= new KeyLogCursor[SearchDepth.Levels];
    }

    /// <summary>Whether the key log was searched.</summary>
    public bool IsSearched => _places is not null;

    /// <summary>Whether the key log has secrets that were not searched for an epoch.</summary>
    public bool HasMore(KeyRing keys) =>
        _places is not null && Array.Exists(_places, places => places is not null && keys.HasNext(places[0]));

    /// <summary>Takes one of the records of an epoch that secrets are tried on after the first.</summary>
    public bool TakeRetry(Epoch epoch)
    {
        int shift = 8 * (int)epoch;
        if ((byte)(_retries >> shift) == MaxRetries) return false;
        _retries += 1u << shift;
        return true;
    }

    /// <summary>
    /// Which secrets of the client random were tried: in which epoch, with which version of the keys, how many, and to which depth.
    /// </summary>
    public (Epoch Epoch, int Version, int Count, int Levels) Tried { get; set; }

    /// <summary>Number of secrets tried for an inner hello (Encrypted Client Hello).</summary>
    public int InnerTried { get; set; }

    /// <summary>
    /// Whether a secret that does not decrypt this record is tried on the next one. A key log's secret for a client random is usually
    /// right, and the record is damaged or not the first. A wrong secret fails at <see cref="MaxFailedTrials"/> records.
    /// </summary>
    public bool IsWorthTheNextRecord(in SecretQuestion question)
    {
        if (question.Epoch == Epoch.EarlyData) return true;
        if (_failed.KeyChanges != question.KeyChanges) _failed = (question.KeyChanges, 0);
        if (question.Lost is not null && _failed.Records == 0) return true;
        return ++_failed.Records <= MaxFailedTrials;
    }

    /// <summary>
    /// Whether a record may be skipped as part of a handshake whose secret is missing. The next may be the first under the application
    /// secret, which is logged.
    /// </summary>
    public bool MaySkipHandshake()
    {
        if (++_skipped > MaxHandshakeRecords) return false;
        Tried = default;
        return true;
    }
}
