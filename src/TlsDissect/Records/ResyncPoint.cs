namespace TlsDissect.Records;

/// <summary>Where records continue after a loss. Borrowed.</summary>
/// <param name="distance">Bytes of the stream, missing ones and record headers included, since the last whole record.</param>
/// <param name="preceding">The bytes directly in front of the record's header, at most <see cref="PrecedingLength"/>; fewer if a gap is nearer.</param>
internal readonly ref struct ResyncPoint(long distance, ReadOnlySpan<byte> preceding)
{
    /// <summary>Room for a block of ciphertext and the longest MAC after it: CBC with an implicit IV continues from these.</summary>
    public const int PrecedingLength = 64;

    public long Distance { get; } = distance;

    public ReadOnlySpan<byte> Preceding { get; } = preceding;
}
