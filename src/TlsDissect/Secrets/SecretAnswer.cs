using TlsDissect.Decryption;

namespace TlsDissect.Secrets;

/// <summary>The result of searching for the keys of a direction's next record.</summary>
internal enum SecretResult
{
    /// <summary>No known secret decrypts it. Used only between finders: <see cref="SecretFinder"/> decides what to do.</summary>
    NotFound,

    /// <summary>Keys were found and the record authenticated with them.</summary>
    Decrypted,

    /// <summary>The keys are known, but this record does not authenticate.</summary>
    BadRecord,

    /// <summary>Keys may still come, so the record must wait.</summary>
    Wait,

    /// <summary>
    /// This record stays encrypted, but the next may be decrypted. It is early data that the server has refused or whose key is unknown.
    /// </summary>
    Skip,

    /// <summary>Nothing will decrypt this direction.</summary>
    GiveUp,
}

/// <summary>The answer to a <see cref="SecretQuestion"/>. The connection acts on it. Borrowed, because the record is.</summary>
internal readonly ref struct SecretAnswer
{
    public SecretResult Result { get; init; }

    /// <summary>Why no key decrypts the direction, or, if later records may be decrypted, this record.</summary>
    public DecryptionReason? Reason { get; init; }

    /// <summary>The keys of the direction from now on.</summary>
    public FoundKeys? Found { get; init; }

    /// <summary>The record, if it was decrypted.</summary>
    public DecryptedRecord Record { get; init; }

    /// <summary>Whether the key log was searched because a hello is missing. The records do not tell how far the search has come.</summary>
    public bool IsSearched { get; init; }

    /// <summary>Whether keys were not tried because the limit on trials of all connections was reached.</summary>
    public bool IsCutShort { get; init; }

    public static SecretAnswer Decrypted(FoundKeys found, DecryptedRecord record) =>
        new() { Result = SecretResult.Decrypted, Found = found, Record = record };

    public static SecretAnswer Of(SecretResult result, DecryptionReason? reason = null) => new() { Result = result, Reason = reason };
}
