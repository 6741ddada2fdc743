namespace TlsDissect.Decryption;

/// <summary>The result of decrypting one record.</summary>
internal enum DecryptionOutcome
{
    /// <summary>The MAC, tag or padding does not verify, because the key or the sequence number is wrong or bytes were changed.</summary>
    BadRecordMac = 0,

    /// <summary>
    /// The fragment cannot be a record of this protection, because it is too short, too long, or not a whole number of blocks.
    /// </summary>
    Malformed,

    /// <summary>The MAC or tag verified; the plaintext may be shown.</summary>
    Authenticated,
}
