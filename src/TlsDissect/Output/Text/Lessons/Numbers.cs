namespace TlsDissect.Output.Text.Lessons;

/// <summary>The numbers that take part in a step.</summary>
[Flags]
internal enum Numbers
{
    /// <summary>No number.</summary>
    None = 0,

    /// <summary>The client random.</summary>
    ClientRandom = 1,

    /// <summary>The server random.</summary>
    ServerRandom = 2,

    /// <summary>The premaster secret.</summary>
    Premaster = 4,

    /// <summary>From the premaster secret to the keys of both directions (RFC 5246 §8.1, §6.3).</summary>
    SessionKeys = 8,

    /// <summary>TLS 1.3: the keys of early data (RFC 8446 §7.1).</summary>
    EarlyKeys = 16,

    /// <summary>TLS 1.3: from the shared secret to the handshake keys.</summary>
    HandshakeKeys = 32,

    /// <summary>TLS 1.3: the application keys.</summary>
    ApplicationKeys = 64,
}
