namespace TlsDissect;

/// <summary>Bytes of one direction that were captured, are not before TLS, and could not be read as TLS records.</summary>
/// <param name="Count">How many.</param>
/// <param name="Packet">The number of the packet that the first of them is in; 0 if there are none.</param>
public readonly record struct SkippedBytes(long Count, long Packet)
{
    /// <summary>More of them, later in the direction.</summary>
    internal SkippedBytes With(long count, long packet) => new(Count + count, Count == 0 ? packet : Packet);
}
