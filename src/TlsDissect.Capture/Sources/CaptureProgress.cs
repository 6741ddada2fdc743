namespace TlsDissect.Capture.Sources;

/// <summary>How far reading has come, in bytes of the input as it is stored (compressed where it is).</summary>
/// <param name="BytesRead">Bytes read so far, read-ahead included.</param>
/// <param name="TotalBytes">The input's length as it is now; <c>null</c> where it has none (a pipe, an interface).</param>
public readonly record struct CaptureProgress(long BytesRead, long? TotalBytes);
