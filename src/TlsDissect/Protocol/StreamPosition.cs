namespace TlsDissect.Protocol;

/// <summary>Position in the input: the packet that contains something or completes it.</summary>
/// <param name="Packet">Number of the packet in the input, from 1.</param>
/// <param name="Time">When the packet was captured.</param>
public readonly record struct StreamPosition(long Packet, CaptureTime Time);
