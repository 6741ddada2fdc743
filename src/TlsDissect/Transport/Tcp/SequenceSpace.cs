namespace TlsDissect.Transport.Tcp;

/// <summary>
/// Sequence numbers of one direction as offsets from its first byte. Where a firewall that rewrites them is captured on both sides, each byte has two numbers:
/// both are the same offset, so that each packet is one captured twice.
/// </summary>
internal struct SequenceSpace
{
    /// <summary>
    /// How far ahead of the furthest byte so far a segment may be to follow it: more than a burst of lost packets, and less than two initial numbers differ by
    /// chance. What is further waits until later packets tell what it is (<see cref="FarSegments"/>).
    /// </summary>
    public const long Reach = 1 << 20;

    private uint _nextSequence;

    /// <summary>From the first numbers to the second; zero where there are none.</summary>
    private uint _distance;

    /// <summary>Number of the first byte.</summary>
    public uint Start { get; private set; }

    /// <summary>Offset of the next byte to deliver.</summary>
    public long Next { get; private set; }

    /// <summary>Counts from a number on.</summary>
    public void Place(uint start) => (Start, _nextSequence, _distance, Next) = (start, start, 0, 0);

    /// <summary>The beginning is known: another than was counted from, which keeps its offset.</summary>
    public void StartAt(long offset)
    {
        Advance(offset - Next);
        Start = _nextSequence;
    }

    public void Advance(long bytes)
    {
        Next += bytes;
        _nextSequence += (uint)bytes;
    }

    /// <summary>Takes what starts with this number as the same bytes. Where the two are too near to tell them apart there is one.</summary>
    public void AddSecond(uint start)
    {
        uint distance = start - Start;
        if (IsApart(distance)) _distance = distance;
    }

    /// <summary>Whether this may be the beginning of a second copy.</summary>
    public static bool IsApart(uint distance) => Math.Abs((long)(int)distance) > 2 * Reach;

    /// <summary>Whether one of the copies begins here.</summary>
    public readonly bool IsStart(uint sequence) => sequence == Start || (_distance != 0 && sequence - Start == _distance);

    /// <summary>Whether this is at most so many bytes after the beginning of one of the copies.</summary>
    public readonly bool IsNearStart(uint sequence, uint bytes) => sequence - Start <= bytes || (_distance != 0 && sequence - Start - _distance <= bytes);

    /// <summary>Sequence numbers wrap (RFC 9293 §3.4): an offset is counted from the next byte, half the number space either way.</summary>
    public readonly long OffsetOf(uint sequence)
    {
        int ahead = (int)(sequence - _nextSequence);
        if (_distance != 0 && Math.Abs((long)ahead) > Reach)
        {
            int second = (int)(sequence - _nextSequence - _distance);
            if (Math.Abs((long)second) <= Reach) ahead = second;
        }

        return Next + ahead;
    }
}
