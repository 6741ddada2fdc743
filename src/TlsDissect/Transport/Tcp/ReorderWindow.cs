namespace TlsDissect.Transport.Tcp;

/// <summary>The start of the wait for a hole.</summary>
/// <param name="Packet">Number of the connection's packets until then.</param>
/// <param name="Time">In nanoseconds.</param>
/// <param name="Acknowledged">Offset up to which the other side had everything then.</param>
/// <param name="End">Offset where the segments ended that had come until then.</param>
internal readonly record struct ReorderWindow(long Packet, long Time, long Acknowledged, long End);
