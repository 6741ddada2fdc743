using TlsDissect.Capture.Sources;
using TlsDissect.Protocol;

namespace TlsDissect.Capture;

/// <summary>
/// One item of a capture: a packet, or something between packets. Borrowed: <see cref="Data"/> is valid until the source is read again or
/// disposed.
/// </summary>
public readonly ref struct CapturedItem
{
    private CapturedItem(CapturedItemKind kind, long packetNumber, string captureName)
    {
        Kind = kind;
        PacketNumber = packetNumber;
        CaptureName = captureName;
    }

    /// <summary>The <see cref="SecretsType"/> of a TLS key log (pcapng, Decryption Secrets Block).</summary>
    public const uint TlsKeyLog = 0x544C534B;

    /// <summary>The kind of item. It decides which other members are set.</summary>
    public CapturedItemKind Kind { get; }

    /// <summary>
    /// The packet's number, from 1 and consecutive over several files. For any other item, the number of the last packet before it, or 0 if
    /// there was none.
    /// </summary>
    public long PacketNumber { get; }

    /// <summary>The file or interface that the item came from.</summary>
    public string CaptureName { get; }

    /// <summary>
    /// When the packet was captured, with its interface's resolution; 1970 if the capture does not say (simple packet blocks). For
    /// <see cref="CapturedItemKind.Idle"/>, the present time, which has no meaning before the first packet of a pipe.
    /// </summary>
    public CaptureTime Time { get; private init; }

    /// <summary>The type of the packet's first header.</summary>
    public LinkType LinkType { get; private init; }

    /// <summary>The packet as captured, or the content of the secrets block.</summary>
    public ReadOnlySpan<byte> Data { get; private init; }

    /// <summary>
    /// The packet's length on the wire, in bytes. Greater than the length of <see cref="Data"/> if the packet was truncated to a snap
    /// length.
    /// </summary>
    public int OriginalLength { get; private init; }

    /// <summary>The type of the secrets, such as <see cref="TlsKeyLog"/>.</summary>
    public uint SecretsType { get; private init; }

    /// <summary>Text of a comment, warning or failure. Not escaped; a comment may contain any character.</summary>
    public string Text { get; private init; } = "";

    /// <summary>For a failure, why the file was refused.</summary>
    internal CaptureRefusal Refusal { get; private init; }

    /// <summary>Creates a packet.</summary>
    public static CapturedItem Packet(string captureName, long number, CaptureTime time, LinkType linkType, ReadOnlySpan<byte> data,
        int originalLength) =>
        new(CapturedItemKind.Packet, number, captureName)
        {
            Time = time,
            LinkType = linkType,
            Data = data,
            OriginalLength = originalLength,
        };

    /// <summary>Creates a secrets block.</summary>
    public static CapturedItem Secrets(string captureName, long lastPacket, uint secretsType, ReadOnlySpan<byte> secrets) =>
        new(CapturedItemKind.Secrets, lastPacket, captureName) { SecretsType = secretsType, Data = secrets };

    /// <summary>Creates a comment.</summary>
    public static CapturedItem Comment(string captureName, long lastPacket, string text) =>
        new(CapturedItemKind.Comment, lastPacket, captureName) { Text = text };

    /// <summary>Creates a warning.</summary>
    public static CapturedItem Warning(string captureName, long lastPacket, string text) =>
        new(CapturedItemKind.Warning, lastPacket, captureName) { Text = text };

    /// <summary>Creates an item that only has a time.</summary>
    public static CapturedItem Idle(string captureName, long lastPacket, CaptureTime time) =>
        new(CapturedItemKind.Idle, lastPacket, captureName) { Time = time };

    /// <summary>Creates a failure: an input could not be read.</summary>
    public static CapturedItem Failure(string captureName, long lastPacket, string text) =>
        new(CapturedItemKind.Failure, lastPacket, captureName) { Text = text };

    /// <summary>Creates a failure: an input could not be opened.</summary>
    internal static CapturedItem Failure(string captureName, long lastPacket, CaptureException problem) =>
        new(CapturedItemKind.Failure, lastPacket, captureName) { Text = problem.Message, Refusal = problem.Refusal };
}
