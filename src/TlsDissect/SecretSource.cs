namespace TlsDissect;

/// <summary>Source of the secret that decrypts a connection.</summary>
public enum SecretSource
{
    /// <summary>The premaster secret, decrypted with the server's RSA private key.</summary>
    RsaKey,

    /// <summary>The premaster secret, computed with the server's static Diffie-Hellman private key.</summary>
    StaticDhKey,

    /// <summary>A line of a key log file.</summary>
    KeyLog,

    /// <summary>A Decryption Secrets Block in the capture.</summary>
    SecretsBlock,

    /// <summary>A trailer of packets that were captured on an F5 BIG-IP.</summary>
    F5Trailer,

    /// <summary>A pre-shared key.</summary>
    PreSharedKey,

    /// <summary>The master secret of the session that is resumed.</summary>
    Resumed,
}
