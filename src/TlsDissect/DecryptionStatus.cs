namespace TlsDissect;

/// <summary>How much of a connection's protected records was opened.</summary>
public enum DecryptionStatus
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Some records, not all.</summary>
    Partial,

    /// <summary>All of them, each with its MAC or tag verified.</summary>
    Decrypted,

    /// <summary>The cipher is NULL: the data is in the clear.</summary>
    NotNeeded,
}
