namespace TlsDissect;

/// <summary>Counts of application data of one direction.</summary>
public sealed class DirectionCounts
{
    internal DirectionCounts() { }

    /// <summary>Number of records of application data.</summary>
    public long Records { get; internal set; }

    /// <summary>Bytes of these records on the wire, without their headers.</summary>
    public long CiphertextBytes { get; internal set; }

    /// <summary>Bytes of decrypted plaintext; <c>null</c> if nothing was decrypted.</summary>
    public long? Bytes { get; internal set; }

    /// <summary>
    /// SHA-256 of all decrypted plaintext, in order. <c>null</c> without <see cref="DissectorOptions.HashPlaintext"/>, or if nothing was
    /// decrypted.
    /// </summary>
    public ReadOnlyMemory<byte>? Sha256 { get; internal set; }

    internal DirectionCounts Copy() => (DirectionCounts)MemberwiseClone();
}
