namespace TlsDissect;

/// <summary>A master secret and where it came from. A candidate until a record has authenticated with its keys.</summary>
/// <param name="Master">48 bytes.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="KeyName">What it was found with: the name of a key file or key log, or an identity.</param>
/// <param name="Certain">
/// Whether it must be this connection's: the key is the certificate's, or the key log line has this client random. If it then does not decrypt a record, the
/// next one is tried.
/// </param>
internal sealed record SessionSecret(byte[] Master, SecretSource Source, string? KeyName, bool Certain)
{
    /// <summary>Oddities of the premaster secret, for the connection's notes.</summary>
    public string? Note { get; init; }
}
