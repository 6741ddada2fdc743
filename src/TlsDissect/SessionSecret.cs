namespace TlsDissect;

/// <summary>A master secret and its source. It is a candidate until a record authenticates with its keys.</summary>
/// <param name="Master">48 bytes.</param>
/// <param name="Source">Its source.</param>
/// <param name="KeyName">Name of the key file or key log that it came from, or an identity.</param>
/// <param name="Certain">Whether it must belong to this connection, because the key matches the certificate or the key log line has this
/// client random. If it does not decrypt a record, the next secret is tried.</param>
internal sealed record SessionSecret(byte[] Master, SecretSource Source, string? KeyName, bool Certain)
{
    /// <summary>An oddity of the premaster secret, for the connection's notes.</summary>
    public string? Note { get; init; }
}
