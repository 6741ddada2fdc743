namespace TlsDissect.Capture.Sources;

/// <summary>What a <see cref="CapturedItem"/> is.</summary>
public enum CapturedItemKind
{
    /// <summary>Nothing: the source has ended.</summary>
    None,

    /// <summary>A packet.</summary>
    Packet,

    /// <summary>A pcapng Decryption Secrets Block, in its place between the packets.</summary>
    Secrets,

    /// <summary>A comment of the capture, of an interface or of the packet before it.</summary>
    Comment,

    /// <summary>The input is damaged or ends in the middle of a packet; what can be read goes on.</summary>
    Warning,

    /// <summary>An input could not be opened or could not be read to its end. The next input, if any, goes on.</summary>
    Failure,

    /// <summary>Nothing came for a while: a live source, or one that reads a pipe, says what time it is.</summary>
    Idle,
}
