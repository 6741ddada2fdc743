namespace TlsDissect.Secrets;

/// <summary>What came of looking for the keys of a direction's next record.</summary>
internal enum TrialResult
{
    /// <summary>Keys were found and the record authenticated with them.</summary>
    Decrypted,

    /// <summary>The keys are proved by the other direction, but this record does not authenticate.</summary>
    BadRecord,

    /// <summary>Keys may still appear: the record has to wait.</summary>
    Wait,

    /// <summary>This record stays closed, the next may open: early data that the server has refused or whose key is not known.</summary>
    Skip,

    /// <summary>Nothing will open this direction.</summary>
    GiveUp,
}

/// <summary>The result with the reason, which is only meaningful with <see cref="TrialResult.GiveUp"/>.</summary>
internal readonly record struct KeyTrial(TrialResult Result, DecryptionReason Reason = DecryptionReason.NoKey);
