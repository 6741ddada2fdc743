namespace TlsDissect.Capture.Network.Census;

/// <summary>A protocol that is known and not dissected.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="MayHoldTls">Whether TLS may be in it: tunnels and what is encrypted.</param>
internal sealed record ProtocolName(string Name, bool MayHoldTls = false);
