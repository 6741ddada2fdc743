namespace TlsDissect.Records;

/// <summary>The place where records continue after a loss. Borrowed.</summary>
/// <param name="distance">Bytes of the stream since the last whole record, including missing ones and record headers.</param>
/// <param name="preceding">The bytes directly before the record's header, at most <see cref="PrecedingLength"/>; fewer if a gap is
/// nearer.</param>
internal readonly ref struct ResyncPoint(long distance, ReadOnlySpan<byte> preceding)
{
    /// <summary>Room for a block of ciphertext and the longest MAC after it. CBC with an implicit IV continues from these.</summary>
    public const int PrecedingLength = 64;

    public long Distance { get; } = distance;

    public ReadOnlySpan<byte> Preceding { get; } = preceding;
}
