namespace TlsDissect.Records.Framings;

/// <summary>
/// Finds the next packet of OpenVPN after a loss: a control packet by its session ID, a data packet by others behind it. Nothing but the start of a header is kept: a candidate's
/// body is skipped before the header behind it decides.
/// </summary>
internal sealed class OpenVpnSearch
{
    /// <summary>Data packets, one behind the other, that are not a chance: about 9 bits agree in each.</summary>
    private const int Enough = 4;

    /// <summary>A data packet holds a packet of the tunnel, so that it is not much larger than a packet of the network.</summary>
    private const int LargestData = 2048;

    /// <summary>With a packet ID and a tag, and longer than the start of a header that was read on.</summary>
    private const int LeastData = 19;

    private readonly byte[] _kept = new byte[OpenVpnHeader.WithSession];
    private int _count;
    private int _left;
    private int _adjacent;

    /// <summary>Whether it searches.</summary>
    public bool IsActive { get; private set; }

    /// <summary>The start of the header that was found.</summary>
    public ReadOnlySpan<byte> Found => _kept.AsSpan(0, _count);

    /// <summary>Begins at the next byte.</summary>
    public void Begin() => (IsActive, _count, _left, _adjacent) = (true, 0, 0, 0);

    /// <summary>Searches the next bytes.</summary>
    /// <param name="data">On return, what is behind the header that was found, or nothing.</param>
    /// <param name="session">The session ID of the direction.</param>
    /// <returns>The bytes that were taken.</returns>
    public ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> data, ulong session)
    {
        ReadOnlySpan<byte> all = data;
        while (IsActive && !data.IsEmpty)
        {
            if (_left > 0)
            {
                int skipped = Math.Min(_left, data.Length);
                _left -= skipped;
                data = data[skipped..];
                continue;
            }

            _kept[_count++] = data[0];
            data = data[1..];
            while (_count >= OpenVpnHeader.Start && IsActive && _left == 0 && !Decide(session))
            {
                // Not a header: the next byte may begin one.
                _kept.AsSpan(1, --_count).CopyTo(_kept);
                _adjacent = 0;
            }
        }

        return all[..^data.Length];
    }

    /// <summary>Returns <c>false</c> if no header begins at the first kept byte; <c>true</c> if one does, or more bytes are needed.</summary>
    private bool Decide(ulong session)
    {
        OpenVpnHeader header = new(Found, authentication: 0);
        if (!header.IsKnown) return false;
        if (!header.IsData)
        {
            if (_count == OpenVpnHeader.Start) return true;
            if (_count < OpenVpnHeader.WithSession) return session >> 8 * (OpenVpnHeader.WithSession - _count) == KeptSession();
            IsActive = header.Session != session;
            return !IsActive;
        }

        if (header.PacketSize is < LeastData or > LargestData) return false;
        if (_adjacent + 1 == Enough)
        {
            IsActive = false;
            return true;
        }

        // A session ID that was read on would be lost with the body.
        _adjacent++;
        int more = _count - OpenVpnHeader.Start;
        _left = header.PacketSize - OpenVpnHeader.Start - more;
        _count = 0;
        return true;
    }

    private ulong KeptSession()
    {
        ulong kept = 0;
        foreach (byte next in _kept.AsSpan(OpenVpnHeader.Start, _count - OpenVpnHeader.Start)) kept = kept << 8 | next;
        return kept;
    }
}
