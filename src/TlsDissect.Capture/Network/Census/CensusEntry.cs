namespace TlsDissect.Capture.Network.Census;

/// <summary>Packets of one kind that were not dissected.</summary>
/// <param name="What">The kind.</param>
/// <param name="Packets">Number of packets.</param>
/// <param name="Flows">For UDP, the number of flows with such packets; otherwise <c>null</c>.</param>
internal sealed record CensusEntry(Undissected What, long Packets, long? Flows)
{
    /// <summary>The <see cref="Undissected.Number"/> of packets counted beyond <see cref="PacketCensus.MaxNumbers"/>.</summary>
    public const int OtherNumbers = -1;

    /// <summary>Name of the kind.</summary>
    public string Name => UndissectedNames.Of(What);

    /// <summary>Whether such packets may contain TLS, because they are known to or their content is unknown.</summary>
    public bool MayHoldTls => UndissectedNames.MayHoldTls(What);
}
