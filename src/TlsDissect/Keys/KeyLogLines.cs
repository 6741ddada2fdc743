namespace TlsDissect.Keys;

/// <summary>
/// Detects the encoding of a key log from its first bytes. A byte-order mark, or a zero byte next to the first character, means UTF-16.
/// Characters outside ASCII become question marks, which no line of a key log contains.
/// </summary>
internal struct KeyLogLines
{
    private const int Undecided = 0, SingleByte = 1, LittleEndian = 2, BigEndian = 3;

    private int _encoding;
    private byte _held0, _held1, _held2;
    private int _held;

    /// <summary>Whether the bytes from here on are text without conversion.</summary>
    public readonly bool IsSingleByte => _encoding == SingleByte && _held == 0;

    /// <summary>Converts bytes to ASCII. Returns the number of bytes read.</summary>
    public int Read(ReadOnlySpan<byte> content, Span<byte> ascii, out int written)
    {
        int taken = 0;
        written = 0;
        while (taken < content.Length && written < ascii.Length - 3 && !IsSingleByte)
        {
            Hold(content[taken++]);
            if (_encoding == Undecided) Decide(ascii, ref written);
            else if (_held == 2) Release(ascii, ref written);
        }

        return taken;
    }

    /// <summary>Ends the input: bytes that are still undecided are text.</summary>
    public int Finish(Span<byte> ascii)
    {
        int written = 0;
        if (_encoding is Undecided or SingleByte) ReleaseBytes(ascii, ref written);
        _held = 0;
        return written;
    }

    private void Hold(byte value)
    {
        if (_held == 0) _held0 = value;
        else if (_held == 1) _held1 = value;
        else _held2 = value;
        _held++;
    }

    private void Decide(Span<byte> ascii, ref int written)
    {
        if (_held < 2) return;
        switch (_held0, _held1)
        {
            case (0xff, 0xfe):
                (_encoding, _held) = (LittleEndian, 0);
                return;
            case (0xfe, 0xff):
                (_encoding, _held) = (BigEndian, 0);
                return;
            case (0xef, 0xbb) when _held < 3:
                return;
            case (0xef, 0xbb) when _held2 == 0xbf:
                (_encoding, _held) = (SingleByte, 0);
                return;
            case (0, not 0):
                _encoding = BigEndian;
                break;
            case (not 0, 0):
                _encoding = LittleEndian;
                break;
            default:
                _encoding = SingleByte;
                ReleaseBytes(ascii, ref written);
                return;
        }

        Release(ascii, ref written);
    }

    private void ReleaseBytes(Span<byte> ascii, ref int written)
    {
        if (_held > 0) ascii[written++] = _held0;
        if (_held > 1) ascii[written++] = _held1;
        if (_held > 2) ascii[written++] = _held2;
        _held = 0;
    }

    private void Release(Span<byte> ascii, ref int written)
    {
        (byte high, byte low) = _encoding == LittleEndian ? (_held1, _held0) : (_held0, _held1);
        ascii[written++] = high == 0 ? low : (byte)'?';
        _held = 0;
    }
}
