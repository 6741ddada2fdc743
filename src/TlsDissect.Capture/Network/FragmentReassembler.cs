using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Capture.Network;

/// <summary>Reassembles the fragments of IPv4 and IPv6 datagrams, in any order, within <see cref="FragmentLimits"/>.</summary>
internal sealed class FragmentReassembler(FragmentLimits limits, MemoryAccount? memory = null) : IDisposable
{
    private readonly Dictionary<FragmentKey, LinkedListNode<FragmentedDatagram>> _byKey = [];
    private readonly LinkedList<FragmentedDatagram> _oldestFirst = [];
    private FragmentedDatagram? _borrowed;

    /// <summary>Bytes of memory that incomplete datagrams use.</summary>
    private long Bytes
    {
        get;
        set
        {
            memory?.Add(value - field);
            field = value;
        }
    }

    /// <summary>Number of fragments seen.</summary>
    public long Fragments { get; private set; }

    /// <summary>Number of datagrams completed.</summary>
    public long Reassembled { get; private set; }

    /// <summary>Number of incomplete datagrams dropped, because of age or to make room.</summary>
    public long Dropped { get; private set; }

    /// <summary>Number of those dropped to make room.</summary>
    public long DroppedForRoom { get; private set; }

    /// <summary>Number of packets that brought the last complete datagram.</summary>
    public int Packets { get; private set; }

    /// <summary>Number of datagrams waiting for fragments.</summary>
    public int Waiting => _oldestFirst.Count;

    /// <summary>Adds a fragment. Returns <c>true</c> if it was the last one missing.</summary>
    /// <param name="fragment">Its headers.</param>
    /// <param name="time">When it was captured.</param>
    /// <param name="packets">Number of packets that brought the fragment itself: more than one if it was inside another fragmented
    /// datagram.</param>
    /// <param name="payload">The fragment's payload. On return, if the datagram is complete, its whole payload, borrowed until the next
    /// call.</param>
    /// <param name="protocol">The protocol of the whole payload.</param>
    public bool TryComplete(scoped in IpPacket fragment, CaptureTime time, int packets, ref PacketCursor payload, out byte protocol)
    {
        protocol = 0;
        Fragments++;
        DropOlderThan(time.Nanoseconds);

        LinkedListNode<FragmentedDatagram> node = FindOrAdd(FragmentKey.Of(fragment), time.Nanoseconds);
        FragmentedDatagram datagram = node.Value;
        Bytes -= datagram.Size;
        bool added = datagram.TryAdd(fragment, payload);
        if (added) datagram.Packets += packets;
        Bytes += datagram.Size;

        // Not earlier, because the content of a tunnel's fragments may itself be a fragment.
        _borrowed?.Dispose();
        _borrowed = null;
        if (!added || !datagram.IsComplete)
        {
            DropForRoom(node);
            return false;
        }

        Remove(node);
        Reassembled++;
        Packets = datagram.Packets;
        _borrowed = datagram;
        protocol = datagram.Protocol;
        payload = datagram.Payload;
        return true;
    }

    /// <summary>Drops all incomplete datagrams.</summary>
    public void Clear()
    {
        foreach (FragmentedDatagram datagram in _oldestFirst) datagram.Dispose();
        _oldestFirst.Clear();
        _byKey.Clear();
        Bytes = 0;
    }

    public void Dispose()
    {
        _borrowed?.Dispose();
        Clear();
        memory?.Dispose();
    }

    private LinkedListNode<FragmentedDatagram> FindOrAdd(FragmentKey key, long now)
    {
        if (_byKey.TryGetValue(key, out LinkedListNode<FragmentedDatagram>? node)) return node;
        node = _oldestFirst.AddLast(new FragmentedDatagram(key, now));
        _byKey.Add(key, node);
        Bytes += node.Value.Size;
        return node;
    }

    // If the clock went back, nothing is old, because the difference is negative.
    private void DropOlderThan(long now)
    {
        long maxAge = (long)limits.MaxAge.TotalNanoseconds;
        while (_oldestFirst.First is { } oldest && now - oldest.Value.StartedAt > maxAge) Drop(oldest);
    }

    private void DropForRoom(LinkedListNode<FragmentedDatagram> newest)
    {
        while ((_byKey.Count > limits.MaxDatagrams || Bytes > limits.MaxBytes) && _oldestFirst.First is { } oldest && oldest != newest)
        {
            Drop(oldest);
            DroppedForRoom++;
        }
    }

    private void Drop(LinkedListNode<FragmentedDatagram> node)
    {
        Remove(node);
        node.Value.Dispose();
        Dropped++;
    }

    private void Remove(LinkedListNode<FragmentedDatagram> node)
    {
        _byKey.Remove(node.Value.Key);
        _oldestFirst.Remove(node);
        Bytes -= node.Value.Size;
    }
}
