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

    /// <summary>
    /// What it was derived from; <c>null</c> if it was logged, or of an earlier session. Until it is verified: a sink may want it then, and
    /// the session does not keep it.
    /// </summary>
    public MasterDerivation? Derivation { get; init; }
}

/// <summary>What a master secret was derived from.</summary>
/// <param name="Premaster">The premaster secret.</param>
/// <param name="SessionHash">With extended_master_secret, the hash of the handshake through the ClientKeyExchange (RFC 7627 §3); otherwise
/// <c>null</c>.</param>
internal sealed record MasterDerivation(byte[] Premaster, byte[]? SessionHash);
