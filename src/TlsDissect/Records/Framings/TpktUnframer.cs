using System.Buffers.Binary;

namespace TlsDissect.Records.Framings;

/// <summary>
/// Unframes TLS in the data TPDUs of ISO transport class 0, each in a TPKT frame (RFC 1006 §6, ISO 8073 §13.7). A record may span several.
/// RDP uses TPKT only before TLS, so no frame comes before the first record.
/// </summary>
/// <remarks>
/// <code>
///   version 3, 0, length (2) | 2, 0xF0, 0x80 or 0 | TLS
///          TPKT                  COTP DT
/// </code>
/// </remarks>
internal sealed class TpktUnframer : IUnframer
{
    /// <summary>Size of the TPKT header with the TPDU's length indicator and code.</summary>
    private const int ShortHeader = 6;

    private const int DataHeader = 7;
    private const byte Data = 0xf0;

    private readonly byte[] _header = new byte[DataHeader];
    private int _count;
    private int _left;
    private bool _isTls = true;
    private bool _isSearching;

    private TpktUnframer(int left) => _left = left;

    public Carrier Carrier => Carrier.Tpkt;

    public bool FindsFrames => true;

    public int Held => 80;

    /// <summary>Recognizes the header of a data TPDU.</summary>
    public static IUnframer? Recognize(ReadOnlySpan<byte> before, bool isHello)
    {
        if (before.Length < DataHeader) return null;
        ReadOnlySpan<byte> header = before[^DataHeader..];
        return IsCertain(header) && LengthOf(header) > DataHeader ? new TpktUnframer(LengthOf(header) - DataHeader) : null;
    }

    public FramePart Next(ref ReadOnlySpan<byte> data)
    {
        if (_isSearching) return Search(ref data);
        if (_left > 0)
        {
            FramePart body = new(_isTls ? FrameBytes.Tls : FrameBytes.Framing, data[..Math.Min(_left, data.Length)]);
            _left -= body.Bytes.Length;
            data = data[body.Bytes.Length..];
            return body;
        }

        int needed = _count >= ShortHeader && IsData(_header) ? DataHeader : ShortHeader;
        ReadOnlySpan<byte> taken = data[..Math.Min(needed - _count, data.Length)];
        taken.CopyTo(_header.AsSpan(_count));
        _count += taken.Length;
        data = data[taken.Length..];
        if (_count == ShortHeader && !IsPlausible(_header))
        {
            BeginSearch();
            return new FramePart(FrameBytes.Invalid, _header.AsSpan(0, ShortHeader));
        }

        if (_count >= ShortHeader && (_count == DataHeader || !IsData(_header))) BeginBody();

        return new FramePart(FrameBytes.Framing, taken);
    }

    public FrameGap Skip(long length)
    {
        if (length > _left || _isSearching)
        {
            BeginSearch();
            return FrameGap.Unknown;
        }

        _left -= (int)length;
        return _isTls ? FrameGap.InTls : FrameGap.InOther;
    }

    private void BeginBody()
    {
        _isTls = IsData(_header);
        _left = LengthOf(_header) - _count;
        _count = 0;
    }

    private void BeginSearch() => (_isSearching, _count, _left) = (true, 0, 0);

    /// <summary>Searches for the next data TPDU, byte by byte.</summary>
    private FramePart Search(ref ReadOnlySpan<byte> data)
    {
        int taken = 0;
        while (_isSearching && taken < data.Length)
        {
            _header[_count++] = data[taken++];
            if (_count < DataHeader) continue;
            if (IsCertain(_header))
            {
                _isSearching = false;
                BeginBody();
            }
            else
            {
                _header.AsSpan(1).CopyTo(_header);
                _count--;
            }
        }

        FramePart skipped = new(FrameBytes.Skipped, data[..taken]);
        data = data[taken..];
        return skipped;
    }

    private static int LengthOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[2..]);

    private static bool IsData(ReadOnlySpan<byte> header) => header[4] == 2 && header[5] == Data;

    /// <summary>
    /// Whether this is certainly the header of a data TPDU. Class 0 does not number them, so the last byte holds only the end-of-message
    /// mark.
    /// </summary>
    private static bool IsCertain(ReadOnlySpan<byte> header) => IsPlausible(header) && IsData(header) && (header[6] & 0x7f) == 0;

    private static bool IsPlausible(ReadOnlySpan<byte> header) =>
        header[0] == 3 && header[1] == 0 && header[4] >= 2 && LengthOf(header) >= 5 + header[4] && (IsData(header) || IsControl(header[5]));

    /// <summary>
    /// Recognizes the codes of ISO 8073 §13.2 in class 0 and of expedited data. The low bits of requests and responses are a credit.
    /// </summary>
    private static bool IsControl(byte code) => (code & 0xf0) is 0xe0 or 0xd0 || code is 0x80 or 0xc0 or 0x70 or 0x10 or 0x20;
}
