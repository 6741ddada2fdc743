namespace TlsDissect.Capture.Network.Census;

/// <summary>A protocol that is known and not dissected.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MayHoldTls">Whether it may contain TLS, as tunnels and encrypted protocols may.</param>
internal sealed record ProtocolName(string Name, bool MayHoldTls = false);
