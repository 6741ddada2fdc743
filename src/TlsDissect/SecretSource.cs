namespace TlsDissect;

/// <summary>Where the secret that opened a connection came from.</summary>
public enum SecretSource
{
    /// <summary>The premaster secret, decrypted with the server's RSA private key.</summary>
    RsaKey,

    /// <summary>The premaster secret, agreed on with the server's static Diffie-Hellman private key.</summary>
    StaticDhKey,

    /// <summary>A line of a key log file.</summary>
    KeyLog,

    /// <summary>A Decryption Secrets Block of the capture itself.</summary>
    SecretsBlock,

    /// <summary>A trailer that the BIG-IP which captured the packets appended to them (<see cref="Keys.F5Trailer"/>).</summary>
    F5Trailer,

    /// <summary>A pre-shared key.</summary>
    PreSharedKey,

    /// <summary>The master secret of the session that this one resumes.</summary>
    Resumed,
}
