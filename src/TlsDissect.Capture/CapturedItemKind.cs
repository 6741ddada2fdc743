
namespace TlsDissect.Capture;

/// <summary>The kind of a <see cref="CapturedItem"/>.</summary>
public enum CapturedItemKind
{
    /// <summary>No item, because the source has ended.</summary>
    None,

    /// <summary>A packet.</summary>
    Packet,

    /// <summary>A pcapng Decryption Secrets Block, in its place between the packets.</summary>
    Secrets,

    /// <summary>A comment on the capture, on an interface or on the packet before it.</summary>
    Comment,

    /// <summary>The input is damaged or ends in the middle of a packet. Reading continues where possible.</summary>
    Warning,

    /// <summary>An input could not be opened or read to its end. The next input follows, if there is one.</summary>
    Failure,

    /// <summary>No packet has arrived for some time. Live sources and pipes report the present time.</summary>
    Idle,
}
