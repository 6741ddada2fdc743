using TlsDissect.Protocol;

namespace TlsDissect.Capture.Sources;

/// <summary>
/// The next thing of a capture. Borrowed: <see cref="Data"/> is valid until the source is read again or disposed.
/// </summary>
public readonly ref struct CapturedItem
{
    private CapturedItem(CapturedItemKind kind, long packetNumber, string captureName)
    {
        Kind = kind;
        PacketNumber = packetNumber;
        CaptureName = captureName;
    }

    /// <summary>A secrets block's type that says: a TLS key log (pcapng, Decryption Secrets Block).</summary>
    public const uint TlsKeyLog = 0x544C534B;

    /// <summary>Which of the kinds this is; the other members that have a meaning follow from it.</summary>
    public CapturedItemKind Kind { get; }

    /// <summary>
    /// A packet's number, from 1 and consecutive over several files; of anything else, the number of the last packet before it (0 where none was).
    /// </summary>
    public long PacketNumber { get; }

    /// <summary>The file or interface it came from.</summary>
    public string CaptureName { get; }

    /// <summary>The time of <see cref="CapturedItemKind.Idle"/>, without a meaning before the first packet of a pipe; when the packet was captured, with its interface's resolution; 1970 where the capture does not say (simple packet blocks).</summary>
    public CaptureTime Time { get; private init; }

    /// <summary>What the packet starts with.</summary>
    public LinkType LinkType { get; private init; }

    /// <summary>The packet as captured, or the secrets block's secrets.</summary>
    public ReadOnlySpan<byte> Data { get; private init; }

    /// <summary>The packet's length on the wire in bytes; more than <see cref="Data"/> holds where a snap length cut it.</summary>
    public int OriginalLength { get; private init; }

    /// <summary>What the secrets are, e.g. <see cref="TlsKeyLog"/>.</summary>
    public uint SecretsType { get; private init; }

    /// <summary>The comment's, warning's or failure's text, unescaped: a comment is whatever somebody wrote into the file.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Of a failure: why the file was refused.</summary>
    internal CaptureRefusal Refusal { get; private init; }

    /// <summary>A packet.</summary>
    public static CapturedItem Packet(string captureName, long number, CaptureTime time, LinkType linkType, ReadOnlySpan<byte> data, int originalLength) =>
        new(CapturedItemKind.Packet, number, captureName) { Time = time, LinkType = linkType, Data = data, OriginalLength = originalLength };

    /// <summary>A secrets block.</summary>
    public static CapturedItem Secrets(string captureName, long lastPacket, uint secretsType, ReadOnlySpan<byte> secrets) =>
        new(CapturedItemKind.Secrets, lastPacket, captureName) { SecretsType = secretsType, Data = secrets };

    /// <summary>A comment.</summary>
    public static CapturedItem Comment(string captureName, long lastPacket, string text) =>
        new(CapturedItemKind.Comment, lastPacket, captureName) { Text = text };

    /// <summary>A warning.</summary>
    public static CapturedItem Warning(string captureName, long lastPacket, string text) =>
        new(CapturedItemKind.Warning, lastPacket, captureName) { Text = text };

    /// <summary>Nothing but the time.</summary>
    public static CapturedItem Idle(string captureName, long lastPacket, CaptureTime time) =>
        new(CapturedItemKind.Idle, lastPacket, captureName) { Time = time };

    /// <summary>An input that could not be read.</summary>
    public static CapturedItem Failure(string captureName, long lastPacket, string text) =>
        new(CapturedItemKind.Failure, lastPacket, captureName) { Text = text };

    /// <summary>An input that could not be opened.</summary>
    internal static CapturedItem Failure(string captureName, long lastPacket, CaptureException problem) =>
        new(CapturedItemKind.Failure, lastPacket, captureName) { Text = problem.Message, Refusal = problem.Refusal };
}
