namespace TlsDissect.Transport.Tcp;

/// <summary>How a connection began to end: the first FIN, or the RST if there was none.</summary>
/// <param name="Side">Who sent it.</param>
/// <param name="IsReset">Whether it is a RST.</param>
/// <param name="Packet">Its packet.</param>
internal sealed record TcpEnd(int Side, bool IsReset, long Packet);
