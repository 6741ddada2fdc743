namespace TlsDissect.Transport.Tcp;

/// <summary>
/// Decides whether the checksums of one direction can be relied on. If the sender's network card computes them, a capture on the sender has
/// only wrong ones, which mean nothing. Once one was right, a segment with a wrong one is dropped by its receiver, and its bytes are used
/// only if no others come.
/// </summary>
internal struct ChecksumTrust
{
    /// <summary>
    /// Maximum payload of a packet of 1,500 bytes. A larger segment without a checksum was joined by the receiving machine (offload), which
    /// verified its parts; a smaller one may have come over the wire.
    /// </summary>
    private const int UsualPayload = 1500 - 20 - 20;

    /// <summary>
    /// Number of acknowledged segments with wrong checksums, and without another captured copy, after which wrong checksums count as usual
    /// here.
    /// </summary>
    private const int MaxUsed = 4;

    private bool _seenCorrect;
    private byte _used;

    /// <summary>Learns from a segment. Other parts of a machine than those that send data make lone acknowledgments and resets.</summary>
    public void Note(in TcpSegment segment)
    {
        if (segment.Checksum == ChecksumVerdict.Correct && (segment.PayloadLength > 0 || (segment.Flags & TcpFlags.Syn) != 0))
            _seenCorrect = true;
    }

    /// <summary>Whether the receiver of this segment dropped it.</summary>
    public readonly bool Doubts(in TcpSegment segment) => segment.Checksum switch
    {
        ChecksumVerdict.Wrong => _seenCorrect && _used < MaxUsed,
        ChecksumVerdict.Offloaded => _seenCorrect && _used < MaxUsed && segment.PayloadLength <= UsualPayload,
        _ => false,
    };

    /// <summary>Notes that the bytes of a doubted segment had arrived.</summary>
    public void OnUsed() => _used = (byte)Math.Min(_used + 1, MaxUsed);
}
