namespace TlsDissect.Protocol;

/// <summary>The packet that brought something, or that completed it.</summary>
/// <param name="Packet">Its number in the input, from 1.</param>
/// <param name="Time">When it was captured.</param>
public readonly record struct StreamPosition(long Packet, CaptureTime Time);
