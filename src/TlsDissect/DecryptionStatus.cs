namespace TlsDissect;

/// <summary>How many of a connection's protected records were decrypted.</summary>
public enum DecryptionStatus
{
    /// <summary>No record.</summary>
    None,

    /// <summary>Some records, but not all.</summary>
    Partial,

    /// <summary>All records, each with its MAC or tag verified.</summary>
    Decrypted,

    /// <summary>The cipher is NULL, so the data is in the clear.</summary>
    NotNeeded,
}
