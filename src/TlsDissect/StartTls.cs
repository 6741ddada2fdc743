using System.Collections.Immutable;
using TlsDissect.Transport;

namespace TlsDissect;

/// <summary>What led to TLS: the protocol that both sides spoke in the clear before it, and what the client asked it for.</summary>
/// <param name="Protocol">The last protocol before TLS.</param>
public sealed record StartTls(StartTlsProtocol Protocol)
{
    /// <summary>The protocols before <see cref="Protocol"/>, as a PROXY header before SMTP. The first one first.</summary>
    public ImmutableArray<StartTlsProtocol> Through { get; init; } = [];

    /// <summary>
    /// The server that a proxy was asked for, mostly as <c>host:port</c>: by HTTP CONNECT, SOCKS, or as the authority of a PROXY header.
    /// Of several, the last one. At most 255 characters. Hostile text.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>The client that a PROXY header names. Of several, the first one. Not verified by anything.</summary>
    public IpEndpoint? Client { get; init; }

    /// <summary>
    /// The cookie of an RDP request, by which a load balancer finds the server: often the user's name. At most 255 characters. Hostile
    /// text.
    /// </summary>
    public string? Cookie { get; init; }
}
