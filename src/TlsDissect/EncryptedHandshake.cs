namespace TlsDissect;

/// <summary>
/// Records of one direction that belong to a TLS 1.3 handshake and stay encrypted. They look like application data on the wire
/// (RFC 8446 §5.2) and are told apart by their place and length; <see cref="DirectionCounts"/> does not contain them.
/// </summary>
public readonly record struct EncryptedHandshake
{
    internal EncryptedHandshake(long records, long ciphertextBytes) => (Records, CiphertextBytes) = (records, ciphertextBytes);

    /// <summary>Number of records.</summary>
    public long Records { get; }

    /// <summary>Bytes of these records on the wire, without their headers.</summary>
    public long CiphertextBytes { get; }

    /// <summary>Adds the numbers of both.</summary>
    internal EncryptedHandshake With(EncryptedHandshake more) => new(Records + more.Records, CiphertextBytes + more.CiphertextBytes);
}
