
namespace TlsDissect.Capture;

/// <summary>Progress of reading, in bytes of the input as stored. For a compressed file, these are compressed bytes.</summary>
/// <param name="BytesRead">Bytes read so far, including read-ahead.</param>
/// <param name="TotalBytes">Length of the input at present; <c>null</c> for a pipe or an interface.</param>
public readonly record struct CaptureProgress(long BytesRead, long? TotalBytes);
