namespace TlsDissect.Transport.Tcp;

/// <summary>
/// Converts sequence numbers of one direction to offsets from its first byte. If a firewall that rewrites them is captured on both sides,
/// each byte has two numbers. Both become the same offset, so that each packet counts as captured twice.
/// </summary>
internal struct SequenceSpace
{
    /// <summary>
    /// How far ahead of the furthest byte so far a segment may be to follow it: more than a burst of lost packets, and less than two
    /// initial numbers differ by chance. Segments further ahead wait until later packets tell what they are (<see cref="FarSegments"/>).
    /// </summary>
    public const long Reach = 1 << 20;

    private uint _nextSequence;

    /// <summary>Distance from the first numbers to the second; zero if there are none.</summary>
    private uint _distance;

    /// <summary>Number of the first byte.</summary>
    public uint Start { get; private set; }

    /// <summary>Offset of the next byte to deliver.</summary>
    public long Next { get; private set; }

    /// <summary>Starts counting at a number.</summary>
    public void Place(uint start) => (Start, _nextSequence, _distance, Next) = (start, start, 0, 0);

    /// <summary>Sets the beginning, which differs from the place where counting started and keeps its offset.</summary>
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

    /// <summary>
    /// Adds a second copy of the same bytes, which starts with this number. If the two are too close to distinguish, there is only one.
    /// </summary>
    public void AddSecond(uint start)
    {
        uint distance = start - Start;
        if (IsApart(distance)) _distance = distance;
    }

    /// <summary>Whether this may be the beginning of a second copy.</summary>
    public static bool IsApart(uint distance) => Math.Abs((long)(int)distance) > 2 * Reach;

    /// <summary>Whether one of the copies begins here.</summary>
    public readonly bool IsStart(uint sequence) => sequence == Start || (_distance != 0 && sequence - Start == _distance);

    /// <summary>Whether this is at most this number of bytes after the beginning of one of the copies.</summary>
    public readonly bool IsNearStart(uint sequence, uint bytes) =>
        sequence - Start <= bytes || (_distance != 0 && sequence - Start - _distance <= bytes);

    /// <summary>
    /// Converts a sequence number to an offset. Sequence numbers wrap (RFC 9293 §3.4), so it is counted from the next byte, half the number
    /// space either way.
    /// </summary>
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
