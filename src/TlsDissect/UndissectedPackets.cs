namespace TlsDissect;

/// <summary>Packets of one kind that were not dissected.</summary>
/// <param name="Kind">Name of the kind, with its registered number if it has no better name.</param>
/// <param name="Packets">Number of packets.</param>
/// <param name="Flows">For UDP, the number of flows; otherwise <c>null</c>.</param>
public sealed record UndissectedPackets(string Kind, long Packets, long? Flows);
