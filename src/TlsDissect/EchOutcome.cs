namespace TlsDissect;

/// <summary>
/// The Encrypted Client Hello of a connection (RFC 9849), as far as it is known. A client without a configuration sends the same with
/// random bytes (GREASE, RFC 9849 §6.2). Only decryption or the server's acceptance shows that it is real.
/// </summary>
public sealed record EchOutcome
{
    /// <summary>
    /// Whether the server accepted the inner ClientHello: <c>true</c> if its confirmation verifies or the secrets are those of another
    /// ClientHello; <c>false</c> if the confirmation is wrong, a Finished verifies with the outer ClientHello, the server sent
    /// retry_configs, or the version is before TLS 1.3; <c>null</c> if it is unknown.
    /// </summary>
    public bool? Accepted { get; init; }

    /// <summary>
    /// Whether the inner ClientHello was decrypted. It follows the outer one in <see cref="ConnectionSummary.ClientHellos"/>.
    /// </summary>
    public bool IsDecrypted { get; init; }

    /// <summary>The server name in the outer ClientHello, which everyone can read. Hostile text.</summary>
    public string? OuterServerName { get; init; }
}
