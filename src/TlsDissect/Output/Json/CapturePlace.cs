namespace TlsDissect.Output.Json;

/// <summary>Where a packet of the input is.</summary>
/// <param name="Capture">The file or interface that it came from.</param>
/// <param name="Packet">Its number there, counted from 1; <c>null</c> where only the number in the whole input is told.</param>
internal readonly record struct CapturePlace(string Capture, long? Packet = null);
