using System.Buffers.Text;

namespace TlsDissect.Messages.Fingerprints;

/// <summary>Writes the text of which a fingerprint is the hash. The caller's buffer must be large enough.</summary>
internal ref struct AsciiText(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    public void Append(char c) => _buffer[_length++] = (byte)c;

    /// <summary>Appends a number in decimal.</summary>
    public void AppendNumber(int number)
    {
        Utf8Formatter.TryFormat(number, _buffer[_length..], out int written);
        _length += written;
    }

    /// <summary>Appends four lower-case hex digits.</summary>
    public void AppendHex(ushort value)
    {
        Utf8Formatter.TryFormat(value, _buffer[_length..], out int written, new('x', 4));
        _length += written;
    }
}
