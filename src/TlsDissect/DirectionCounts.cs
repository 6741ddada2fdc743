namespace TlsDissect;

/// <summary>Application data of one direction, counted.</summary>
public sealed class DirectionCounts
{
    /// <summary>Records of application data.</summary>
    public long Records { get; internal set; }

    /// <summary>Their fragments' bytes as on the wire, headers not counted.</summary>
    public long CiphertextBytes { get; internal set; }

    /// <summary>Plaintext bytes, or <c>null</c> when none of it was decrypted.</summary>
    public long? Bytes { get; internal set; }

    /// <summary>SHA-256 of the whole plaintext in order, where it was asked for and anything was decrypted.</summary>
    public ReadOnlyMemory<byte>? Sha256 { get; internal set; }

    internal DirectionCounts Copy() => (DirectionCounts)MemberwiseClone();
}
