using TlsDissect.Protocol;

namespace TlsDissect.Capture.Sources;

/// <summary>
/// The unit of a pcapng interface's timestamps (if_tsresol and if_tsoffset, draft-ietf-opsawg-pcapng §4.2): a power of 10 or of 2 of a
/// second, from an offset in seconds.
/// </summary>
internal readonly struct TimestampResolution
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int NanosecondDigits = 9;
    private const byte IsPowerOfTwo = 0x80;

    private readonly bool _isBinary;
    private readonly int _exponent;
    private readonly long _offset;
    private readonly int _digits;

    /// <summary>Number of nanoseconds per unit if it is whole; otherwise 0.</summary>
    private readonly ulong _nanosecondsPerUnit;

    /// <param name="resolution">if_tsresol: the exponent, and in the top bit whether the base is 2.</param>
    /// <param name="offsetSeconds">if_tsoffset.</param>
    public TimestampResolution(byte resolution, long offsetSeconds)
    {
        _isBinary = (resolution & IsPowerOfTwo) != 0;
        _exponent = resolution & ~IsPowerOfTwo;
        _offset = Saturate((Int128)offsetSeconds * NanosecondsPerSecond);
        _digits = Math.Min(NanosecondDigits, _isBinary ? (int)Math.Ceiling(_exponent * Math.Log10(2)) : _exponent);
        _nanosecondsPerUnit = !_isBinary && _exponent <= NanosecondDigits ? (ulong)PowerOf10(NanosecondDigits - _exponent) : 0;
    }

    /// <summary>Microseconds since 1970, the default of an interface.</summary>
    public static TimestampResolution Default { get; } = new(6, 0);

    public CaptureTime ToTime(uint high, uint low)
    {
        ulong units = (ulong)high << 32 | low;
        // Any date up to 2262 takes the first way. A hostile number saturates and never wraps.
        return _nanosecondsPerUnit != 0 && Math.BigMul(units, _nanosecondsPerUnit, out ulong product) == 0 && product <= long.MaxValue
            ? new CaptureTime(_offset == 0 ? (long)product : Saturate((Int128)product + _offset), _digits)
            : new CaptureTime(Saturate((Int128)ToNanoseconds(units) + _offset), _digits);
    }

    private UInt128 ToNanoseconds(ulong units)
    {
        UInt128 scaled = (UInt128)units * NanosecondsPerSecond;
        if (_isBinary) return scaled >> _exponent;
        // 10^39 exceeds 128 bits, and 2^64 units of 10^-29 s or less are below a nanosecond.
        return _exponent > 29 ? 0 : scaled / PowerOf10(_exponent);
    }

    private static UInt128 PowerOf10(int exponent)
    {
        UInt128 power = 1;
        for (int i = 0; i < exponent; i++) power *= 10;
        return power;
    }

    private static long Saturate(Int128 value) => (long)Int128.Clamp(value, long.MinValue, long.MaxValue);
}
