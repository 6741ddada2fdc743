namespace TlsDissect.Output.Json;

/// <summary>Place of a packet of the input.</summary>
/// <param name="Capture">The file or interface that it came from.</param>
/// <param name="Packet">Its number there, from 1; <c>null</c> to give only the number in the whole input.</param>
internal readonly record struct CapturePlace(string Capture, long? Packet = null)
{
    /// <summary>SHA-256 of the capture file in hex; <c>null</c> if it is not wanted.</summary>
    public string? Sha256 { get; init; }
}
