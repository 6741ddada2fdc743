using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>
/// A secret that opened a record of a connection, as a key log has it: whoever has it can open the connection without the server's private key.
/// Borrowed until the call that received it returns.
/// </summary>
/// <param name="label">What it is: a master secret (<see cref="KeyLogLabel.ClientRandom"/>) or a TLS 1.3 traffic secret.</param>
/// <param name="clientRandom">32 bytes.</param>
/// <param name="secret">The secret.</param>
/// <param name="source">Where it came from.</param>
/// <param name="name">The key file, key log or identity that gave it, or <c>null</c>.</param>
/// <param name="position">The packet at which it was proved; for a key that came late, the connection's last so far.</param>
public readonly ref struct VerifiedSecret(KeyLogLabel label, ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> secret, SecretSource source, string? name, StreamPosition position)
{
    /// <summary>What it is.</summary>
    public KeyLogLabel Label { get; } = label;

    /// <summary>The ClientHello's random of the handshake that it belongs to.</summary>
    public ReadOnlySpan<byte> ClientRandom { get; } = clientRandom;

    /// <summary>48 bytes of a master secret, or a hash's length of a traffic secret.</summary>
    public ReadOnlySpan<byte> Secret { get; } = secret;

    /// <summary>Of a traffic secret: N of <c>_TRAFFIC_SECRET_N</c>.</summary>
    public uint Generation { get; init; }

    /// <summary>Where it came from.</summary>
    public SecretSource Source { get; } = source;

    /// <summary>The key file, key log or identity that gave it. May be hostile text.</summary>
    public string? Name { get; } = name;

    /// <summary>The packet at which it was proved.</summary>
    public StreamPosition Position { get; } = position;
}
