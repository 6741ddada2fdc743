namespace TlsDissect.Cli.Why;

/// <summary>Something that decrypts a connection, or more of it. Of several, each one is enough.</summary>
internal enum Remedy
{
    /// <summary>A key log with this connection's secrets.</summary>
    KeyLog,

    /// <summary>The server's RSA private key.</summary>
    ServerKey,

    /// <summary>The server's static DH or EC private key.</summary>
    StaticDhKey,

    /// <summary>The pre-shared key.</summary>
    PreSharedKey,

    /// <summary>The server's RSA private key and the pre-shared key, both.</summary>
    ServerKeyAndPreSharedKey,

    /// <summary>Another capture: from an earlier point, of both directions, or without loss.</summary>
    Capture,

    /// <summary>A higher limit on trial decryption.</summary>
    Limit,
}
