using System.Buffers;

namespace TlsDissect.Capture.Network;

/// <summary>
/// An incomplete datagram. Fragments start at multiples of eight bytes, and all but the last are multiples long, so one bit per unit
/// records coverage. If IPv4 fragments overlap, the first bytes win, as in TCP; IPv6 drops such a datagram (RFC 8200 §4.5).
/// </summary>
internal sealed class FragmentedDatagram(FragmentKey key, long startedAt) : IDisposable
{
    /// <summary>Maximum payload that a fragment's offset and length can describe.</summary>
    public const int MaxLength = ushort.MaxValue;

    private const int V4HeaderSize = 20;
    private const int Unit = 8;
    private const int FirstBufferSize = 4096;

    private readonly ulong[] _covered = new ulong[(MaxLength + 1) / Unit / 64];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBufferSize);
    private int _coveredUnits;
    private int _length = -1;
    private int _captured = MaxLength;
    private bool _hasOverlap;

    public FragmentKey Key { get; } = key;

    /// <summary>Capture time of the fragment that came first, in nanoseconds.</summary>
    public long StartedAt { get; } = startedAt;

    /// <summary>Number of packets that brought its fragments.</summary>
    public int Packets { get; set; }

    /// <summary>Protocol of the payload, from the fragment at offset zero (RFC 8200 §4.5).</summary>
    public byte Protocol { get; private set; }

    /// <summary>Bytes of memory used.</summary>
    public int Size => _bytes.Length + _covered.Length * sizeof(ulong);

    public bool IsComplete => _length >= 0 && _coveredUnits == Units(_length) && !_hasOverlap;

    /// <summary>
    /// The payload of a complete datagram. If a snap length truncated a fragment, everything from the first such place on is missing.
    /// </summary>
    public PacketCursor Payload => new(_bytes.AsSpan(0, Math.Min(_length, _captured)), _length) { IsReassembled = true };

    /// <summary>Adds a fragment. Returns <c>false</c> if it is invalid or does not fit this datagram.</summary>
    public bool TryAdd(scoped in IpPacket fragment, scoped PacketCursor payload)
    {
        int offset = fragment.FragmentOffset;
        bool isLast = !fragment.HasMoreFragments;
        // In IPv4 the header counts too. A capture file may claim a packet of 2 GB, so a sum could overflow.
        int longest = (fragment.IsV4 ? MaxLength - V4HeaderSize : MaxLength) - offset;
        if (payload.Length > longest || payload.Length == 0 || (!isLast && payload.Length % Unit != 0)) return false;
        int end = offset + payload.Length;
        if (_length >= 0 && (isLast ? end != _length : end > _length)) return false;
        if (isLast && IsCoveredPast(end)) return false;

        // A fragment that is already present is a copy. A datagram whose fragments overlap is kept, so that its later fragments are dropped
        // too.
        int covered = CountCovered(offset, end);
        _hasOverlap |= !fragment.IsV4 && covered != 0 && covered != Units(end) - offset / Unit;
        if (isLast) _length = end;
        if (offset == 0) Protocol = fragment.Protocol;
        Grow(offset + payload.Captured.Length);
        Copy(offset, payload);
        return true;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void Copy(int offset, scoped PacketCursor payload)
    {
        ReadOnlySpan<byte> rest = payload.Captured;
        int end = offset + payload.Length;
        for (int unit = offset / Unit; unit < Units(end); unit++)
        {
            int take = Math.Min(Unit, rest.Length);
            ulong bit = 1UL << unit;
            if ((_covered[unit / 64] & bit) == 0)
            {
                _covered[unit / 64] |= bit;
                _coveredUnits++;
                if (take > 0) rest[..take].CopyTo(_bytes.AsSpan(unit * Unit));
                if (take < Math.Min(Unit, end - unit * Unit)) _captured = Math.Min(_captured, unit * Unit + take);
            }

            rest = rest[take..];
        }
    }

    private int CountCovered(int offset, int end)
    {
        int covered = 0;
        for (int unit = offset / Unit; unit < Units(end); unit++) covered += (int)(_covered[unit / 64] >> unit & 1);
        return covered;
    }

    private bool IsCoveredPast(int end)
    {
        for (int unit = Units(end); unit < _covered.Length * 64; unit++)
        {
            if ((_covered[unit / 64] & 1UL << unit) != 0) return true;
        }

        return false;
    }

    private void Grow(int length)
    {
        if (length <= _bytes.Length) return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, _bytes.Length * 2));
        _bytes.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private static int Units(int length) => (length + Unit - 1) / Unit;
}
