using System.Buffers.Binary;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>
/// A capture's records in the order of their last bytes, whatever segments they came in: they can be changed, moved and sent again, each in
/// a segment of its own.
/// </summary>
internal sealed class CaseRecords
{
    private readonly List<(IpEndpoint Client, IpEndpoint Server)> _connections = [];

    /// <summary>One record, or bytes that are not a record.</summary>
    /// <param name="Connection">Number of its connection.</param>
    /// <param name="Side">0 the one that spoke first in TCP.</param>
    /// <param name="Bytes">Header and fragment.</param>
    /// <param name="IsLost">Whether it takes its place in the stream but was not captured.</param>
    public sealed record Piece(int Connection, int Side, byte[] Bytes, bool IsLost = false);

    public List<Piece> Pieces { get; private init; } = [];

    public static CaseRecords Of(IReadOnlyList<FuzzSegment> segments)
    {
        CaseRecords records = new();
        List<(int Packet, Piece Piece)> found = [];
        foreach (var pair in segments.Select((segment, packet) => (segment, packet)).GroupBy(s => Key(s.segment)))
        {
            FuzzSegment first = pair.First().segment;
            records._connections.Add((first.Source, first.Destination));
            for (int side = 0; side < 2; side++)
            {
                IpEndpoint from = side == 0 ? first.Source : first.Destination;
                found.AddRange(Split([.. pair.Where(s => s.segment.Source == from)], records._connections.Count - 1, side));
            }
        }

        return new CaseRecords(records._connections) { Pieces = [.. found.OrderBy(f => f.Packet).Select(f => f.Piece)] };
    }

    private CaseRecords() { }

    private CaseRecords(List<(IpEndpoint Client, IpEndpoint Server)> connections) => _connections = connections;

    /// <summary>The records unchanged.</summary>
    public List<FuzzSegment> ToSegments() => ToSegments(Pieces);

    /// <summary>Each piece a segment, a handshake of TCP before the first of each connection.</summary>
    public List<FuzzSegment> ToSegments(IEnumerable<Piece> pieces)
    {
        List<FuzzSegment> segments = [];
        uint[] next = new uint[2 * _connections.Count];
        foreach (Piece piece in pieces)
        {
            int own = 2 * piece.Connection + piece.Side;
            int other = own ^ 1;
            (IpEndpoint client, IpEndpoint server) = _connections[piece.Connection];
            if (next[own] == 0)
            {
                next[own & ~1] = next[own | 1] = 1001;
                segments.Add(new FuzzSegment(client, server, 1000, 0, TcpFlags.Syn, [], 0));
                segments.Add(new FuzzSegment(server, client, 1000, 1001, TcpFlags.Syn | TcpFlags.Ack, [], 0));
            }

            if (!piece.IsLost)
                segments.Add(
                    new FuzzSegment(piece.Side == 0 ? client : server, piece.Side == 0 ? server : client, next[own], next[other],
                        TcpFlags.Ack, piece.Bytes, piece.Bytes.Length));
            next[own] += (uint)piece.Bytes.Length;
        }

        return segments;
    }

    private static (IpEndpoint, IpEndpoint) Key(FuzzSegment segment) =>
        segment.Source.CompareTo(segment.Destination) < 0 ? (segment.Source, segment.Destination) : (segment.Destination, segment.Source);

    /// <summary>One direction's bytes from its first number on, as far as they are there, cut where records end.</summary>
    private static IEnumerable<(int Packet, Piece Piece)> Split(List<(FuzzSegment Segment, int Packet)> segments, int connection, int side)
    {
        if (segments.Count == 0) yield break;
        uint start = First(segments[0].Segment);
        List<byte> bytes = [];
        List<int> packets = [];
        long next = int.MinValue;
        foreach ((FuzzSegment segment, int packet) in segments.Where(s => s.Segment.Payload.Length > 0)
            .OrderBy(s => (int)(First(s.Segment) - start)))
        {
            long at = (int)(First(segment) - start);
            int known = (int)Math.Clamp(next - at, 0, segment.Payload.Length);
            bytes.AddRange(segment.Payload.AsSpan(known));
            while (packets.Count < bytes.Count) packets.Add(Math.Max(packet, packets.Count > 0 ? packets[^1] : 0));
            next = Math.Max(next, at + segment.Payload.Length);
        }

        byte[] all = [.. bytes];
        for (int from = 0; from < all.Length;)
        {
            int length = all.Length - from < RecordHeader.Size
                ? all.Length - from
                : RecordHeader.Size + BinaryPrimitives.ReadUInt16BigEndian(all.AsSpan(from + 3));
            bool isRecord = all[from] is >= 20 and <= 24 && from + length <= all.Length;
            int to = isRecord ? from + length : Math.Min(all.Length, from + 1400);
            yield return (packets[to - 1], new Piece(connection, side, all[from..to]));
            from = to;
        }
    }

    /// <summary>The number of its first byte of data.</summary>
    private static uint First(FuzzSegment segment) => segment.Sequence + ((segment.Flags & TcpFlags.Syn) != 0 ? 1u : 0);
}
