using TlsDissect.Transport;

namespace TlsDissect.Output.Conversations;

/// <summary>The flow in which a conversation is shown.</summary>
/// <param name="Transport">TCP or UDP.</param>
/// <param name="Client">The client's endpoint.</param>
/// <param name="Server">The server's endpoint, with the port that is shown.</param>
internal readonly record struct ShownFlow(TransportKind Transport, IpEndpoint Client, IpEndpoint Server);
