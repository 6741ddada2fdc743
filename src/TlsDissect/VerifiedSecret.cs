using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect;

/// <summary>
/// A secret that decrypts a record of a connection, in the form of a key log. With it, the connection can be decrypted without the server's
/// private key. Borrowed until the call that receives it returns.
/// </summary>
/// <param name="label">Its kind: a master secret (<see cref="KeyLogLabel.ClientRandom"/>) or a TLS 1.3 traffic secret.</param>
/// <param name="clientRandom">32 bytes.</param>
/// <param name="secret">The secret.</param>
/// <param name="source">Its source.</param>
/// <param name="name">Name of the key file, key log or identity; <c>null</c> if there is none.</param>
/// <param name="position">The packet at which it was verified. For a key that was added later, the connection's last packet so far.</param>
public readonly ref struct VerifiedSecret(KeyLogLabel label, ReadOnlySpan<byte> clientRandom, ReadOnlySpan<byte> secret,
    SecretSource source, string? name, StreamPosition position)
{
    /// <summary>Its kind.</summary>
    public KeyLogLabel Label { get; } = label;

    /// <summary>Client random of the handshake that it belongs to: 32 bytes.</summary>
    public ReadOnlySpan<byte> ClientRandom { get; } = clientRandom;

    /// <summary>The secret: 48 bytes for a master secret, the length of the suite's hash for a traffic secret.</summary>
    public ReadOnlySpan<byte> Secret { get; } = secret;

    /// <summary>For a traffic secret, the N of <c>_TRAFFIC_SECRET_N</c>.</summary>
    public uint Generation { get; init; }

    /// <summary>Its source.</summary>
    public SecretSource Source { get; } = source;

    /// <summary>Name of the key file, key log or identity; <c>null</c> if there is none. It may be hostile text.</summary>
    public string? Name { get; } = name;

    /// <summary>The packet at which it was verified.</summary>
    public StreamPosition Position { get; } = position;

    /// <summary>What a master secret was derived from; <c>null</c> if it was not derived here.</summary>
    internal MasterDerivation? Derivation { get; init; }

    /// <summary>What a traffic secret was derived from; <c>null</c> if it was logged.</summary>
    internal Tls13PskSchedule? Schedule { get; init; }
}
