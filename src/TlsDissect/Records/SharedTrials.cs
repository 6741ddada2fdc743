namespace TlsDissect.Records;

/// <summary>
/// Bounds the trial decryption of all connections of one dissector together. It is a bucket of
/// <see cref="DissectorOptions.MaxTrialBytesInAll"/> bytes, full at the start and refilled by the input's clock. A bound per connection is
/// not enough, because connections are cheap to make.
/// </summary>
/// <remarks>
/// Each dissector has its own; of N dissectors of one run, each gets an Nth. They read at different places of the input, so with a common
/// bucket the trials would depend on which of them is faster, and so on chance.
/// </remarks>
internal sealed class SharedTrials(long capacity)
{
    /// <summary>Seconds of input that fill an empty bucket.</summary>
    public const int SecondsToFill = 100;

    private const long Second = 1_000_000_000;

    /// <summary>Nanoseconds. A time that is further back than this belongs to another capture, and counting starts from it.</summary>
    private const long OtherCapture = 3600 * Second;

    private readonly long _capacity = capacity;
    private long _left = capacity;
    private long _clock = long.MinValue;
    private long _filledAt = long.MinValue;

    /// <summary>Work done so far.</summary>
    public long Spent { get; private set; }

    /// <summary>Whether something was not tried because the bucket was empty.</summary>
    public bool RanOut { get; private set; }

    /// <summary>The note on a connection whose trials other connections used up.</summary>
    public static string Note(AdviceWording wording) =>
        $"not all keys were tried on this connection: all connections together reached {wording.MaxTrialBytesInAll}";

    /// <summary>Notes the time of a packet. Packets of several interfaces are slightly out of order, so each time counts once.</summary>
    public void Observe(long nanoseconds)
    {
        if (nanoseconds > _clock)
        {
            _clock = nanoseconds;
        }
        else if (nanoseconds < _clock - OtherCapture)
        {
            Refill();
            _clock = _filledAt = nanoseconds;
        }
    }

    /// <summary>Takes work from the bucket. Returns <c>false</c> if the work must not be done.</summary>
    /// <param name="work">In bytes that could be decrypted in the same time, about 4 ns each.</param>
    public bool TrySpend(long work)
    {
        if (!MayTry()) return false;
        _left -= work;
        Spent += work;
        return true;
    }

    /// <summary>Whether more than half of the bucket is left.</summary>
    public bool HasPlenty
    {
        get
        {
            Refill();
            return _left > _capacity / 2;
        }
    }

    /// <summary>
    /// Whether something unlikely may be tried, which leaves half of the bucket to what is likely. If not, <see cref="RanOut"/> is set.
    /// </summary>
    public bool MayTryUnlikely()
    {
        bool may = HasPlenty;
        RanOut |= !may;
        return may;
    }

    /// <summary>Whether anything may be tried. If not, <see cref="RanOut"/> is set.</summary>
    public bool MayTry()
    {
        Refill();
        RanOut |= _left <= 0;
        return _left > 0;
    }

    private void Refill()
    {
        _left = (long)Math.Min(_capacity, _left + (double)_capacity * ((double)_clock - _filledAt) / (SecondsToFill * (double)Second));
        _filledAt = _clock;
    }
}
