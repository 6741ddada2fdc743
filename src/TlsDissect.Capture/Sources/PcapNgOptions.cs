namespace TlsDissect.Capture.Sources;

/// <summary>
/// Enumerates a block's options (draft-ietf-opsawg-pcapng §3.5): code, length, value padded to four bytes. Ends at the first that does not
/// fit.
/// </summary>
internal ref struct PcapNgOptions(ReadOnlySpan<byte> options, FieldReader field)
{
    /// <summary>opt_comment: UTF-8 text, allowed in every block.</summary>
    public const ushort Comment = 1;

    private const ushort EndOfOptions = 0;
    private const int HeaderSize = 4;

    private ReadOnlySpan<byte> _rest = options;

    /// <summary>Number of bytes not read yet.</summary>
    public readonly int Remaining => _rest.Length;

    public bool TryNext(out ushort code, out ReadOnlySpan<byte> value)
    {
        code = EndOfOptions;
        value = default;
        if (_rest.Length < HeaderSize) return false;

        code = field.UInt16(_rest);
        int length = field.UInt16(_rest[2..]);
        if (code == EndOfOptions || length > _rest.Length - HeaderSize) return false;

        value = _rest.Slice(HeaderSize, length);
        int padded = HeaderSize + (length + 3 & ~3);
        _rest = padded < _rest.Length ? _rest[padded..] : default;
        return true;
    }
}
