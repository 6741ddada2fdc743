using System.Buffers.Binary;

namespace TlsDissect.Records.Framings;

/// <summary>
/// TLS in the control packets of OpenVPN over TCP, with or without tls-auth. Each key has a TLS session of its own: a reset begins the next one. Data packets are protected by
/// OpenVPN itself. With tls-crypt the control packets are encrypted too, so that no record is found in them.
/// </summary>
internal sealed class OpenVpnUnframer : IUnframer
{
    /// <summary>Sizes of an HMAC: without tls-auth, and of the digests that OpenVPN takes, the usual ones first.</summary>
    private static ReadOnlySpan<byte> HmacSizes => [0, 20, 32, 64, 16, 28, 48];

    /// <summary>Packet IDs count from 0 for each key. More packets than this are not sent before a hello.</summary>
    private const int LargestId = ushort.MaxValue;

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

    /// <summary>From a loss to the next control packet.</summary>
    private bool _isLost;

    private OpenVpnUnframer(in OpenVpnHeader header, int authentication)
    {
        _authentication = authentication;
        _header = new byte[OpenVpnHeader.Longest - OpenVpnHeader.LongestAuthentication + authentication];
        (_session, _key, _nextPacket, _left) = (header.Session, header.Key, header.Packet + 1, header.Length + 2 - header.Size);
    }

    public Carrier Carrier => Carrier.OpenVpn;

    public bool FindsFrames => true;

    public int Held => 160 + _header.Length;

    /// <summary>Recognizes the header of a control packet with a hello.</summary>
    public static IUnframer? Recognize(ReadOnlySpan<byte> before, ReadOnlySpan<byte> record)
    {
        if (record.Length < RecordSignature.HelloSize || !RecordSignature.IsHello(record)) return null;
        foreach (byte hmac in HmacSizes)
        {
            int authentication = hmac == 0 ? 0 : hmac + OpenVpnHeader.ReplayProtection;
            for (int acknowledged = 0; acknowledged <= OpenVpnHeader.MostAcknowledged; acknowledged++)
            {
                int size = OpenVpnHeader.WithSession + authentication + 1 + (acknowledged > 0 ? 4 * acknowledged + 8 : 0) + 4;
                if (before.Length < size) break;
                OpenVpnHeader header = new(before[^size..], authentication);
                if (header.Opcode != OpenVpnOpcode.Control || header.Acknowledged != acknowledged) continue;
                if (IsPlausible(header, before[^size..], hmac)) return new OpenVpnUnframer(header, authentication);
            }
        }

        return null;
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

        int taken = Math.Min(new OpenVpnHeader(_header.AsSpan(0, _count), _authentication).Size - _count, data.Length);
        ReadOnlySpan<byte> bytes = data[..taken];
        bytes.CopyTo(_header.AsSpan(_count));
        _count += taken;
        data = data[taken..];
        OpenVpnHeader header = new(_header.AsSpan(0, _count), _authentication);
        if (!IsValid(header))
        {
            Lose();
            return new FramePart(FrameBytes.Invalid, _header.AsSpan(0, Forget()));
        }

        if (_count >= header.Size) BeginBody(header);
        return new FramePart(FrameBytes.Framing, bytes);
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

    private FramePart Body(ref ReadOnlySpan<byte> data)
    {
        FramePart part = new(_body, data[..Math.Min(_left, data.Length)]);
        _left -= part.Bytes.Length;
        data = data[part.Bytes.Length..];
        return part;
    }

    private void BeginBody(in OpenVpnHeader header)
    {
        // After a search some of the body is there.
        _left = header.Length + 2 - _count;
        _body = FrameBytes.OtherData;
        if (header.IsReset)
        {
            (_session, _key, _nextPacket, _body, _isSessionNew) = (header.Session, header.Key, header.Packet + 1, FrameBytes.Framing, true);
        }
        else if (header.Opcode == OpenVpnOpcode.Control)
        {
            _body = TakesControl(header) ? FrameBytes.Tls : FrameBytes.Framing;
        }

        _count = 0;
    }

    /// <summary>Whether a control packet brings TLS: not what was sent before, nor what is still sent for the key before.</summary>
    private bool TakesControl(in OpenVpnHeader header)
    {
        if (header.Key != _key)
        {
            if (!_isLost) return false;
            // The reset that began this key is lost.
            (_key, _nextPacket, _isSessionNew) = (header.Key, 0, true);
        }

        if (header.Packet < _nextPacket) return false;
        _isLost = false;
        _nextPacket = header.Packet + 1;
        return true;
    }

    private bool IsValid(in OpenVpnHeader header)
    {
        if (_count < OpenVpnHeader.Start) return true;
        if (!header.IsKnown || header.Length == 0) return false;
        if (header.IsData || _count < header.Size) return true;
        return header.Acknowledged <= OpenVpnHeader.MostAcknowledged && header.Length + 2 >= header.Size && (header.IsReset || header.Session == _session);
    }

    private FramePart Search(ref ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> skipped = _search.Next(ref data, _session);
        if (!_search.IsActive)
        {
            _search.Found.CopyTo(_header);
            _count = _search.Found.Length;
            OpenVpnHeader header = new(_header.AsSpan(0, _count), _authentication);
            if (_count >= header.Size) BeginBody(header);
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

    private static bool IsPlausible(in OpenVpnHeader header, ReadOnlySpan<byte> bytes, int hmac)
    {
        if (header.Session == 0 || header.Packet is 0 or > LargestId || header.Length + 2 < header.Size + RecordSignature.HelloSize) return false;
        int at = OpenVpnHeader.WithSession + hmac;
        if (hmac > 0 && BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) is 0 or > LargestId) return false;
        for (int number = 0; number < header.Acknowledged; number++)
        {
            int acknowledged = OpenVpnHeader.WithSession + (hmac > 0 ? hmac + OpenVpnHeader.ReplayProtection : 0) + 1 + 4 * number;
            if (BinaryPrimitives.ReadUInt32BigEndian(bytes[acknowledged..]) > LargestId) return false;
        }

        return true;
    }
}
