namespace TlsDissect.Messages;

/// <summary>What the handshake layer may hold. Hitting a bound is reported, never silent.</summary>
public sealed record HandshakeLimits
{
    /// <summary>The longest message that is put together, its header included; a longer one is skipped. Default 256 KiB.</summary>
    public int MaxMessageLength { get; init; } = 256 << 10;

    /// <summary>Certificates whose parsed form is kept for when they come again. Default 4,096.</summary>
    public int MaxCachedCertificates { get; init; } = 4096;
}
