namespace TlsDissect;

/// <summary>Packets of one kind that were not dissected.</summary>
/// <param name="Kind">What they are, in words and with the number of their registry where it has no better name.</param>
/// <param name="Packets">How many.</param>
/// <param name="Flows">For UDP: the flows that they are in; else <c>null</c>.</param>
public sealed record UndissectedPackets(string Kind, long Packets, long? Flows);
