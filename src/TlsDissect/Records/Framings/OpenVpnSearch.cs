using System.Buffers.Binary;

namespace TlsDissect.Records.Framings;

/// <summary>
/// Finds the next packet of OpenVPN after a loss: a control packet by its session ID, a data packet by the packets after it. Only the start
/// of a header is kept. Bytes that may be the body of a data packet are still searched for a session ID.
/// </summary>
internal sealed class OpenVpnSearch
{
    /// <summary>Number of adjacent data packets that cannot be chance: about 9 bits agree in each.</summary>
    private const int Enough = 4;

    /// <summary>Maximum size of a data packet. It holds a packet of the tunnel, so it is not much larger than a network packet.</summary>
    private const int LargestData = 2048;

    /// <summary>Minimum size of a data packet, with a packet ID and a tag.</summary>
    private const int LeastData = 19;

    private readonly byte[] _found = new byte[OpenVpnHeader.WithSession];
    private int _foundLength;

    /// <summary>The last eight bytes, and the three before them.</summary>
    private ulong _last;
    private uint _before;
    private int _count;

    /// <summary>Number of bytes to the end of the header expected after a data packet.</summary>
    private int _toHeader;
    private int _adjacent;

    /// <summary>Whether a search is in progress.</summary>
    public bool IsActive { get; private set; }

    /// <summary>The start of the header that was found.</summary>
    public ReadOnlySpan<byte> Found => _found.AsSpan(0, _foundLength);

    /// <summary>Begins a search at the next byte.</summary>
    public void Begin() => (IsActive, _count, _toHeader, _adjacent) = (true, 0, 0, 0);

    /// <summary>Searches the next bytes.</summary>
    /// <param name="data">On return, the bytes after the header that was found; otherwise empty.</param>
    /// <param name="session">The session ID of the direction.</param>
    /// <returns>The bytes that were taken.</returns>
    public ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> data, ulong session)
    {
        int taken = 0;
        while (IsActive && taken < data.Length)
        {
            _before = (_before << 8 | (uint)(_last >> 56)) & 0xffffff;
            _last = _last << 8 | data[taken++];
            if (_count < OpenVpnHeader.WithSession) _count++;
            if (_last == session && _count >= OpenVpnHeader.WithSession && IsControl(_before)) Find(OpenVpnHeader.WithSession);
            else if (--_toHeader <= 0 && _count >= OpenVpnHeader.Start) Judge((uint)_last & 0xffffff);
        }

        ReadOnlySpan<byte> read = data[..taken];
        data = data[taken..];
        return read;
    }

    /// <summary>Judges three bytes that may begin a data packet: after another one, or anywhere.</summary>
    private void Judge(uint start)
    {
        int size = 2 + (int)(start >> 8);
        bool isData = (OpenVpnOpcode)(start >> 3 & 31) is OpenVpnOpcode.DataV1 or OpenVpnOpcode.DataV2 &&
            size is >= LeastData and <= LargestData;
        _adjacent = isData ? _adjacent + 1 : 0;
        _toHeader = isData ? size : 0;
        if (_adjacent == Enough) Find(OpenVpnHeader.Start);
    }

    private void Find(int length)
    {
        IsActive = false;
        _foundLength = length;
        Span<byte> last = stackalloc byte[4 + sizeof(ulong)];
        BinaryPrimitives.WriteUInt32BigEndian(last, _before);
        BinaryPrimitives.WriteUInt64BigEndian(last[4..], _last);
        last[^length..].CopyTo(_found);
    }

    // A packet that ends before its session ID is invalid.
    private static bool IsControl(uint start) =>
        2 + (start >> 8) >= OpenVpnHeader.WithSession &&
            (OpenVpnOpcode)(start >> 3 & 31) is >= OpenVpnOpcode.HardResetClientV1 and <= OpenVpnOpcode.WrappedClientKey and
                not (OpenVpnOpcode.DataV1 or OpenVpnOpcode.DataV2);
}
