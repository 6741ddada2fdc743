namespace TlsDissect;

/// <summary>
/// What is known of the Encrypted Client Hello of a connection (RFC 9849). Clients without a configuration send the same with random bytes
/// (GREASE, RFC 9849 §6.2), which nothing but its decryption or the server's acceptance tells from a real one.
/// </summary>
public sealed record EchOutcome
{
    /// <summary>
    /// Whether the server accepted the inner ClientHello: <c>true</c> if its confirmation verifies or the secrets are those of another
    /// ClientHello; <c>false</c> if that is refuted by the confirmation, by a Finished of the outer ClientHello, by the server's retry_configs,
    /// or by a version before TLS 1.3; <c>null</c> if it is unknown.
    /// </summary>
    public bool? Accepted { get; init; }

    /// <summary>Whether the inner ClientHello was decrypted. It follows the outer one in <see cref="ConnectionSummary.ClientHellos"/>.</summary>
    public bool IsDecrypted { get; init; }

    /// <summary>The server name in the outer ClientHello, which everyone can read. Hostile text.</summary>
    public string? OuterServerName { get; init; }
}
