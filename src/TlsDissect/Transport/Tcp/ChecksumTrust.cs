namespace TlsDissect.Transport.Tcp;

/// <summary>
/// Whether the checksums of one direction can be relied on. Where the sender's network card computes them, all are wrong in a capture on the sender: then they
/// say nothing. Once one was right, a segment with a wrong one is dropped by its receiver, and its bytes are used only where no others come.
/// </summary>
internal struct ChecksumTrust
{
    /// <summary>
    /// The most that a packet of 1,500 bytes carries. A larger segment without a checksum was joined by the receiving machine (offload), which verified its parts;
    /// a smaller one may have come over the wire.
    /// </summary>
    private const int UsualPayload = 1500 - 20 - 20;

    /// <summary>Segments with wrong checksums that were acknowledged, and of which no other copy was captured. After this many, wrong checksums are usual here.</summary>
    private const int MaxUsed = 4;

    private bool _seenCorrect;
    private byte _used;

    /// <summary>Learns from a segment. Lone acknowledgments and resets are made by other parts of a machine than its data.</summary>
    public void Note(in TcpSegment segment)
    {
        if (segment.Checksum == ChecksumVerdict.Correct && (segment.PayloadLength > 0 || (segment.Flags & TcpFlags.Syn) != 0)) _seenCorrect = true;
    }

    /// <summary>Whether the receiver of this segment dropped it.</summary>
    public readonly bool Doubts(in TcpSegment segment) => segment.Checksum switch
    {
        ChecksumVerdict.Wrong => _seenCorrect && _used < MaxUsed,
        ChecksumVerdict.Offloaded => _seenCorrect && _used < MaxUsed && segment.PayloadLength <= UsualPayload,
        _ => false,
    };

    /// <summary>The bytes of a segment that was doubted had arrived.</summary>
    public void OnUsed() => _used = (byte)Math.Min(_used + 1, MaxUsed);
}
