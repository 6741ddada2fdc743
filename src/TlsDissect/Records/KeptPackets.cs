using TlsDissect.Protocol;

namespace TlsDissect.Records;

/// <summary>The packets that brought the bytes that a search keeps.</summary>
internal struct KeptPackets
{
    /// <summary>Limit on the packets that are told apart. More are only needed for segments that are far smaller than usual.</summary>
    private const int Most = 64;

    private List<(int Bytes, StreamPosition Position)>? _earlier;
    private StreamPosition _latest;
    private int _bytes;

    /// <summary>Bytes of memory used.</summary>
    public readonly int Held => _earlier is null ? 0 : 56 + 32 * _earlier.Capacity;

    /// <summary>Adds bytes of a packet at the end.</summary>
    public void Add(int bytes, in StreamPosition position)
    {
        if (_bytes > 0 && position.Packet != _latest.Packet && (_earlier is null || _earlier.Count < Most))
        {
            (_earlier ??= []).Add((_bytes, _latest));
            _bytes = 0;
        }

        _latest = position;
        _bytes += bytes;
    }

    /// <summary>Removes bytes from the start.</summary>
    public void Remove(int bytes)
    {
        while (_earlier is [var first, ..])
        {
            if (bytes < first.Bytes)
            {
                _earlier[0] = (first.Bytes - bytes, first.Position);
                return;
            }

            _earlier.RemoveAt(0);
            bytes -= first.Bytes;
        }

        _bytes -= bytes;
    }

    /// <summary>The packet of the byte at an index.</summary>
    public readonly StreamPosition Of(int index)
    {
        foreach ((int bytes, StreamPosition position) in _earlier ?? [])
        {
            if (index < bytes) return position;
            index -= bytes;
        }

        return _latest;
    }
}
