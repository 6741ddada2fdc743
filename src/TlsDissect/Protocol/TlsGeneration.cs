namespace TlsDissect.Protocol;

/// <summary>
/// Generations of the protocol, in order. Versions are compared by generation and not by their numbers: drafts have higher numbers than
/// later versions, and DTLS counts backwards.
/// </summary>
internal enum TlsGeneration
{
    /// <summary>No version is known.</summary>
    None,

    /// <summary>SSL 2.0.</summary>
    Ssl20,

    /// <summary>SSL 3.0.</summary>
    Ssl30,

    /// <summary>TLS 1.0.</summary>
    Tls10,

    /// <summary>TLS 1.1 and DTLS 1.0.</summary>
    Tls11,

    /// <summary>TLS 1.2 and DTLS 1.2.</summary>
    Tls12,

    /// <summary>TLS 1.3 with its drafts, and DTLS 1.3.</summary>
    Tls13,
}
