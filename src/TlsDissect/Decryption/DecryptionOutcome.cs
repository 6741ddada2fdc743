namespace TlsDissect.Decryption;

/// <summary>The result of decrypting one record.</summary>
internal enum DecryptionOutcome
{
    /// <summary>The MAC, tag or padding does not verify: another key, another sequence number, or changed bytes.</summary>
    BadRecordMac = 0,

    /// <summary>The fragment cannot be a record of this protection: too short, not a whole number of blocks, too long.</summary>
    Malformed,

    /// <summary>The MAC or tag verified; the plaintext may be shown.</summary>
    Authenticated,
}
