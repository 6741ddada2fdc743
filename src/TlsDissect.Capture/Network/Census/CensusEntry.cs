namespace TlsDissect.Capture.Network.Census;

/// <summary>Packets of one kind that were not dissected.</summary>
/// <param name="What">The kind.</param>
/// <param name="Packets">How many.</param>
/// <param name="Flows">For UDP: the flows that such packets were in; else <c>null</c>.</param>
internal sealed record CensusEntry(Undissected What, long Packets, long? Flows)
{
    /// <summary>The <see cref="Undissected.Number"/> of what was counted past <see cref="PacketCensus.MaxNumbers"/>.</summary>
    public const int OtherNumbers = -1;

    /// <summary>In words.</summary>
    public string Name => UndissectedNames.Of(What);

    /// <summary>Whether TLS may be in such packets: it is known to be, or what is in them is not known.</summary>
    public bool MayHoldTls => UndissectedNames.MayHoldTls(What);
}
