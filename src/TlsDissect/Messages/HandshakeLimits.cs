namespace TlsDissect.Messages;

/// <summary>Limits of the handshake layer. Reaching a limit is always reported.</summary>
public sealed record HandshakeLimits
{
    /// <summary>Maximum size of a message, including its header, in bytes. A longer one is skipped. Default 256 KiB.</summary>
    public int MaxMessageLength { get; init; } = 256 << 10;

    /// <summary>Maximum number of parsed certificates that are cached. Default 4,096.</summary>
    public int MaxCachedCertificates { get; init; } = 4096;
}
