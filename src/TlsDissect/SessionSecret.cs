namespace TlsDissect;

/// <summary>A master secret and how it was come by. A candidate until a record it leads to has authenticated.</summary>
/// <param name="Master">48 bytes.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="KeyName">What opened it: a key file's or key log's name, an identity.</param>
/// <param name="Certain">
/// Whether it must be this connection's: the key is the certificate's, the key log line is this client random's. If it then opens nothing, the
/// records are at fault.
/// </param>
internal sealed record SessionSecret(byte[] Master, SecretSource Source, string? KeyName, bool Certain)
{
    /// <summary>Oddities of the premaster secret, for the connection's notes.</summary>
    public string? Note { get; init; }
}
