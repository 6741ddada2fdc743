namespace TlsDissect.Records.Dtls;

/// <summary>
/// Remembers which records of one direction and epoch were seen, so that one that comes twice is known (RFC 6347 §4.1.2.6), and counts
/// those that never came.
/// </summary>
/// <param name="first">The first number that counts as missing if it never comes; <c>null</c> for the lowest one that is seen, because
/// those before may have been sent before the capture.</param>
internal sealed class ReplayWindow(ulong? first = null)
{
    /// <summary>How many numbers up to the highest are remembered.</summary>
    public const int Size = 1024;

    private const int BitsPerWord = 64;

    private readonly ulong[] _seen = new ulong[Size / BitsPerWord];
    private ulong? _first = first;
    private readonly bool _isFirstGiven = first is not null;
    private bool _isMarked;

    /// <summary>One more than the highest number.</summary>
    private ulong _next = first ?? 0;

    /// <summary>Number of records that were not seen before the window moved beyond them.</summary>
    public ulong Missing { get; private set; }

    /// <summary>Number of records within the window that were not seen yet.</summary>
    public ulong Unseen
    {
        get
        {
            ulong start = Math.Max(_first ?? _next, Start);
            ulong unseen = 0;
            for (ulong number = start; number < _next; number++) unseen += IsSeen(number) ? 0ul : 1;
            return unseen;
        }
    }

    /// <summary>Bytes of memory used.</summary>
    public const int Held = 64 + Size / 8;

    /// <summary>The highest number that was seen; <c>null</c> before the first.</summary>
    public ulong? Highest => _isMarked ? _next - 1 : null;

    /// <summary>Whether a number was seen before, or is so far below the highest that this is not known.</summary>
    public bool IsSeenBefore(ulong number) => _isMarked && number < _next && (number < Start || IsSeen(number));

    /// <summary>The lowest number that is remembered.</summary>
    private ulong Start => _next < Size ? 0 : _next - Size;

    /// <summary>
    /// Marks a number as seen. Returns <c>false</c> if it was seen before, or is so far below the highest that this is not known.
    /// </summary>
    public bool TryMark(ulong number)
    {
        if (number == ulong.MaxValue) return false;
        if (_first is null) _first = _next = number;
        // The first to come may have overtaken others.
        if (!_isFirstGiven && number < _first && number >= Start) _first = number;
        if (number >= _next) MoveBeyond(number);
        else if (number < Start || IsSeen(number)) return false;
        Word(number) |= Bit(number);
        _isMarked = true;
        return true;
    }

    private void MoveBeyond(ulong number)
    {
        ulong end = number + 1;
        if (number - _next >= Size)
        {
            // All that is in the window leaves it, and some numbers never were in it.
            Missing += Unseen + (end - Size - _next);
            Array.Clear(_seen);
        }
        else
        {
            for (ulong added = _next; added < end; added++)
            {
                if (added >= Size && added - Size >= _first && !IsSeen(added)) Missing++;
                Word(added) &= ~Bit(added);
            }
        }

        _next = end;
    }

    /// <summary>Whether the bit of a number is set. It is the bit of the number <see cref="Size"/> below until the window moves.</summary>
    private bool IsSeen(ulong number) => (Word(number) & Bit(number)) != 0;

    private ref ulong Word(ulong number) => ref _seen[number % Size / BitsPerWord];

    private static ulong Bit(ulong number) => 1ul << (int)(number % BitsPerWord);
}
