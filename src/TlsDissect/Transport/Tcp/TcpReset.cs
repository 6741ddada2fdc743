namespace TlsDissect.Transport.Tcp;

/// <summary>A RST that closed a connection.</summary>
/// <param name="Side">Who sent it.</param>
/// <param name="NextOwn">What that side had sent when it came.</param>
/// <param name="NextOther">What the other had.</param>
internal sealed record TcpReset(int Side, long NextOwn, long NextOther);
