namespace TlsDissect.Transport.Tcp;

/// <summary>When a hole began to be waited for.</summary>
/// <param name="Packet">The connection's packets until then.</param>
/// <param name="Time">In nanoseconds.</param>
/// <param name="Acknowledged">Offset before which the other side had everything then.</param>
/// <param name="End">Where the segments ended that had come until then.</param>
internal readonly record struct ReorderWindow(long Packet, long Time, long Acknowledged, long End);
