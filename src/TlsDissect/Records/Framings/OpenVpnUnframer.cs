namespace TlsDissect.Records.Framings;

/// <summary>
/// Unframes TLS in the control packets of OpenVPN over TCP, with or without tls-auth. Each key has a TLS session of its own, which a reset
/// begins. OpenVPN itself protects data packets, and control packets with tls-crypt, which OpenVPN 2.6 uses from the second key on.
/// </summary>
internal sealed class OpenVpnUnframer : IUnframer
{
    /// <summary>
    /// Maximum number of control packets of one key. With tls-crypt other bytes are in its place, and the number is larger.
    /// </summary>
    private const int MostOfHandshake = 255;

    private readonly int _authentication;
    private readonly byte[] _header;
    private readonly OpenVpnSearch _search = new();
    private int _count;
    private int _left;
    private FrameBytes _body = FrameBytes.Tls;
    private ulong _session;
    private int _key;
    private uint _nextPacket;
    private bool _isSessionNew;

    /// <summary>Set from a loss to the next control packet.</summary>
    private bool _isLost;

    /// <summary>Whether the control packets of this key are encrypted.</summary>
    private bool _isEncrypted;

    private OpenVpnUnframer(in OpenVpnHeader header, int authentication)
    {
        _authentication = authentication;
        _header = new byte[OpenVpnHeader.LongestPlain + authentication];
        (_session, _key, _nextPacket, _left) = (header.Session, header.Key, header.Packet + 1, header.PacketSize - header.Size);
    }

    public Carrier Carrier => Carrier.OpenVpn;

    public bool FindsFrames => true;

    public bool HidesTls { get; private set; }

    public int Held => 200 + _header.Length;

    /// <summary>
    /// Recognizes the header of a control packet with a hello. Nothing less is certain, because its session ID and HMAC are random.
    /// </summary>
    public static IUnframer? Recognize(ReadOnlySpan<byte> before, bool isHello)
    {
        if (!isHello || OpenVpnRecognition.Find(before) is not var (size, authentication)) return null;
        return new OpenVpnUnframer(new OpenVpnHeader(before[^size..], authentication), authentication);
    }

    public FramePart Next(ref ReadOnlySpan<byte> data)
    {
        if (_search.IsActive) return Search(ref data);
        if (_isSessionNew)
        {
            _isSessionNew = false;
            return new FramePart(FrameBytes.NewSession, default);
        }

        if (_left > 0) return Body(ref data);
        int taken = Math.Min(HeaderSize - _count, data.Length);
        ReadOnlySpan<byte> bytes = data[..taken];
        bytes.CopyTo(_header.AsSpan(_count));
        _count += taken;
        data = data[taken..];
        if (_count < HeaderSize) return new FramePart(FrameBytes.Framing, bytes);
        if (TryBeginBody()) return new FramePart(FrameBytes.Framing, bytes);
        Lose();
        return new FramePart(FrameBytes.Invalid, _header.AsSpan(0, Forget()));
    }

    public FrameGap Skip(long length)
    {
        if (length <= _left && !_search.IsActive)
        {
            _left -= (int)length;
            return _body == FrameBytes.Tls ? FrameGap.InTls : FrameGap.InOther;
        }

        Lose();
        Forget();
        return FrameGap.Unknown;
    }

    /// <summary>The header as far as it has come.</summary>
    private OpenVpnHeader Header => new(_header.AsSpan(0, _count), _authentication);

    /// <summary>Size of the header in bytes, which cannot exceed that of its packet.</summary>
    private int HeaderSize
    {
        get
        {
            if (_count < OpenVpnHeader.Start) return OpenVpnHeader.Start;
            int size = Header.IsReset || !_isEncrypted ? Header.Size : Math.Min(Header.Size, OpenVpnHeader.WithSession);
            return Math.Min(size, Math.Max(Header.PacketSize, OpenVpnHeader.Start));
        }
    }

    private FramePart Body(ref ReadOnlySpan<byte> data)
    {
        FramePart part = new(_body, data[..Math.Min(_left, data.Length)]);
        _left -= part.Bytes.Length;
        data = data[part.Bytes.Length..];
        return part;
    }

    /// <summary>Begins the body, because the header is whole. Returns <c>false</c> if the header is invalid.</summary>
    private bool TryBeginBody()
    {
        OpenVpnHeader header = Header;
        if (!header.IsKnown || header.PacketSize < OpenVpnHeader.Start) return false;
        if (!header.IsData && !TryReadControl(header)) return false;
        if (header.IsData) _body = FrameBytes.OtherData;
        // After a search, part of the body is already there.
        _left = header.PacketSize - _count;
        _count = 0;
        return true;
    }

    private bool TryReadControl(in OpenVpnHeader header)
    {
        if (_count < OpenVpnHeader.WithSession) return false;
        if (header.IsReset)
        {
            _isEncrypted = !header.IsWhole || header.PacketSize != header.Size || header.Packet != 0;
            (_session, _key, _nextPacket, _body, _isSessionNew) = (header.Session, header.Key, 1, FrameBytes.OtherData, !_isEncrypted);
            return true;
        }

        if (header.Session != _session) return false;
        _body = FrameBytes.OtherData;
        if (_isLost && header.Opcode == OpenVpnOpcode.Control && header.Key != _key) BeginLostKey(header);
        HidesTls |= _isEncrypted;
        if (_isEncrypted) return true;
        if (!header.IsWhole || header.PacketSize < header.Size) return false;
        if (header.Opcode == OpenVpnOpcode.Control) _body = TakesControl(header) ? FrameBytes.Tls : FrameBytes.Framing;
        return true;
    }

    /// <summary>Begins a key whose reset was lost.</summary>
    private void BeginLostKey(in OpenVpnHeader header)
    {
        _isEncrypted = !header.IsWhole || !header.HasSmallNumbers || header.Packet > MostOfHandshake;
        (_key, _nextPacket, _isSessionNew) = (header.Key, 0, !_isEncrypted);
    }

    /// <summary>
    /// Whether a control packet brings new TLS bytes. It does not if it was sent before, or still belongs to the previous key.
    /// </summary>
    private bool TakesControl(in OpenVpnHeader header)
    {
        if (header.Key != _key || header.Packet < _nextPacket) return false;
        _nextPacket = header.Packet + 1;
        _isLost = false;
        return true;
    }

    private FramePart Search(ref ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> skipped = _search.Next(ref data, _session);
        if (!_search.IsActive)
        {
            _search.Found.CopyTo(_header);
            _count = _search.Found.Length;
            if (Header.IsData) TryBeginBody();
        }

        return new FramePart(FrameBytes.Skipped, skipped);
    }

    private void Lose()
    {
        _search.Begin();
        _isLost = true;
    }

    private int Forget()
    {
        int count = _count;
        (_count, _left, _isSessionNew) = (0, 0, false);
        return count;
    }
}
