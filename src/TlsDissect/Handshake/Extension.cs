using TlsDissect.Protocol;

namespace TlsDissect.Handshake;

/// <summary>An extension as on the wire.</summary>
/// <param name="Type">Its registered number.</param>
/// <param name="Data">extension_data.</param>
public sealed record Extension(ExtensionType Type, byte[] Data);
