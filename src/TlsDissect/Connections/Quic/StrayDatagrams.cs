using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Transport;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Connections.Quic;

/// <summary>
/// Datagrams between addresses that no connection is known at, kept because a connection that awaits keys may have moved there: its later
/// connection IDs are in packets that nothing decrypts so far. Bounded; the oldest go first. Which these are depends on the number of
/// dissectors.
/// </summary>
/// <param name="maxBytes">Limit on the bytes kept.</param>
/// <param name="memory">Counts them.</param>
internal sealed class StrayDatagrams(int maxBytes, MemoryAccount memory)
{
    /// <summary>Number of datagrams that are kept: each is looked at for a new connection ID.</summary>
    private const int MaxKept = 1024;

    /// <summary>Memory of a datagram beside its bytes.</summary>
    private const int Overhead = 200;

    private const byte LongForm = 0x80;

    private readonly Dictionary<IpEndpoint, int> _awaited = [];
    private readonly LinkedList<Stray> _kept = new();
    private long _bytes;

    /// <summary>A datagram that was kept.</summary>
    internal sealed record Stray(byte[] Bytes, IpEndpoint Source, IpEndpoint Destination, StreamPosition Position)
    {
        /// <summary>As it came.</summary>
        public Datagram Borrow() => new()
        {
            PacketNumber = Position.Packet,
            Time = Position.Time,
            Source = Source,
            Destination = Destination,
            Payload = Bytes,
            PayloadLength = Bytes.Length,
        };
    }

    /// <summary>Whether any connection awaits keys.</summary>
    public bool IsAwaited => _awaited.Count > 0;

    /// <summary>A connection at these addresses awaits keys.</summary>
    public void Await(in IpEndpoint client, in IpEndpoint server)
    {
        _awaited[client] = _awaited.GetValueOrDefault(client) + 1;
        _awaited[server] = _awaited.GetValueOrDefault(server) + 1;
    }

    /// <summary>It no longer does.</summary>
    public void Forget(in IpEndpoint client, in IpEndpoint server)
    {
        Remove(client);
        Remove(server);
        while (_awaited.Count == 0 && _kept.First is { } oldest) Drop(oldest);
    }

    /// <summary>
    /// Whether a datagram may be one of a connection that awaits keys: either of its addresses is. The client moves, or both go on at the
    /// server's preferred address (RFC 9000 §9).
    /// </summary>
    public bool MayKeep(in Datagram datagram)
    {
        ReadOnlySpan<byte> payload = datagram.Payload;
        // The bit beside that of long headers may vary (RFC 9287).
        return _awaited.Count > 0 && payload.Length >= QuicPacketHeader.SmallestReset && payload.Length <= maxBytes &&
            (payload[0] & LongForm) == 0 && (_awaited.ContainsKey(datagram.Source) || _awaited.ContainsKey(datagram.Destination));
    }

    /// <summary>Keeps a datagram.</summary>
    public void Keep(in Datagram datagram)
    {
        int length = datagram.Payload.Length;
        while (_kept.First is { } oldest && (_kept.Count >= MaxKept || _bytes + length > maxBytes)) Drop(oldest);
        _kept.AddLast(new Stray(datagram.Payload.ToArray(), datagram.Source, datagram.Destination, datagram.Position));
        Count(length, 1);
    }

    /// <summary>Takes the datagrams to a connection ID, in the order in which they came.</summary>
    public List<Stray> Take(in ConnectionId id)
    {
        if (_kept.Count == 0) return [];
        List<Stray> taken = [];
        for (LinkedListNode<Stray>? each = _kept.First, next; each is not null; each = next)
        {
            next = each.Next;
            Stray stray = each.Value;
            if (stray.Bytes.Length <= id.Length || !id.Is(stray.Bytes.AsSpan(1, id.Length))) continue;
            Drop(each);
            taken.Add(stray);
        }

        return taken;
    }

    private void Remove(in IpEndpoint endpoint)
    {
        int others = _awaited.GetValueOrDefault(endpoint) - 1;
        if (others > 0) _awaited[endpoint] = others;
        else _awaited.Remove(endpoint);
    }

    private void Drop(LinkedListNode<Stray> stray)
    {
        _kept.Remove(stray);
        Count(-stray.Value.Bytes.Length, -1);
    }

    private void Count(int bytes, int datagrams)
    {
        _bytes += bytes;
        memory.Add(bytes + Overhead * datagrams);
    }
}
