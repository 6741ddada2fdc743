namespace TlsDissect.Transport.Tcp;

/// <summary>A RST that closed a connection.</summary>
/// <param name="Side">Who sent it.</param>
/// <param name="NextOwn">Offset up to which that side had sent when it came.</param>
/// <param name="NextOther">Offset up to which the other side had sent.</param>
internal sealed record TcpReset(int Side, long NextOwn, long NextOther);
