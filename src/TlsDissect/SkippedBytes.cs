namespace TlsDissect;

/// <summary>
/// Bytes of one direction that were captured but could not be read as records or packets. Cleartext before TLS, as before STARTTLS, does
/// not count.
/// </summary>
/// <param name="Count">Number of bytes.</param>
/// <param name="Packet">Number of the packet with the first of them; 0 if there are none.</param>
public readonly record struct SkippedBytes(long Count, long Packet)
{
    /// <summary>Adds more of them, from later in the direction.</summary>
    internal SkippedBytes With(long count, long packet) => new(Count + count, Count == 0 ? packet : Packet);
}
