using System.Text;
using CsCheck;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Transport.Tcp;

public class ReassemblyLaws
{
    private const int Length = 300;

    /// <summary>Near the wrap of sequence numbers, at the sign bit, and anywhere.</summary>
    private static readonly Gen<uint> Start =
        Gen.OneOf(Gen.UInt[uint.MaxValue - Length, uint.MaxValue], Gen.UInt[int.MaxValue - Length, (uint)int.MaxValue + Length], Gen.UInt);

    /// <summary>Any segments of the stream: they overlap, repeat, leave holes and differ in what they hold.</summary>
    private static readonly Gen<(int Offset, int Length, char Fill)[]> AnySegments =
        Gen.Select(Gen.Int[0, Length - 1], Gen.Int[1, 60], Gen.Char['a', 'z']).Array[1, 40];

    [Fact]
    public void Any_segments_in_any_order_give_the_first_captured_byte_of_each_place() =>
        Gen.Select(Start, AnySegments).Sample((start, segments) =>
        {
            TcpWire wire = new() { ClientStart = start };
            wire.Open();
            foreach ((int offset, int length, char fill) in segments) wire.FromClient(offset, Fill(fill, length));
            wire.Complete();
            Assert.Equal(FirstBytes(segments, 0), wire.Only.Story(0));
        }, iter: 2000);

    [Fact]
    public void A_byte_belongs_to_the_packet_that_brought_it_or_a_byte_before_it() =>
        Gen.Select(AnySegments, Gen.Bool.Array[40]).Sample((segments, isDoubted) =>
        {
            TcpWire wire = new TcpWire().Open(ChecksumVerdict.Correct);
            long[] packets = new long[Length + 60];
            bool[] isCertain = new bool[Length + 60];
            for (int i = 0; i < segments.Length; i++)
            {
                (int offset, int length, char fill) = segments[i];
                wire.FromClient(offset, Fill(fill, length), checksum: isDoubted[i] ? ChecksumVerdict.Wrong : ChecksumVerdict.Correct);
                for (int at = offset; at < offset + length; at++)
                {
                    if (packets[at] == 0 || (!isCertain[at] && !isDoubted[i])) packets[at] = wire.Packet;
                    isCertain[at] |= !isDoubted[i];
                }
            }

            long latest = 0;
            Assert.Equal(packets.Where(packet => packet > 0).Select(packet => latest = Math.Max(latest, packet)),
                wire.Complete().Only.Packets[0]);
        }, iter: 2000);

    [Fact]
    public void The_same_without_a_SYN_from_the_lowest_of_the_first_segments_on() =>
        Gen.Select(Start, AnySegments).Sample((start, segments) =>
        {
            TcpWire wire = new() { ClientStart = start };
            foreach ((int offset, int length, char fill) in segments) wire.FromClient(offset, Fill(fill, length));
            wire.Complete();
            // The window counts the packets after the one that begins it: with the fourth, five were seen.
            int begin = segments.Take(5).Min(s => s.Offset);
            Assert.Equal(FirstBytes(segments, begin), wire.Only.Story(0));
        }, iter: 2000);

    [Fact]
    public void Any_split_any_order_and_any_repetition_within_the_window_gives_the_same_bytes() =>
        Gen.Select(Start, Gen.Byte.Array[1, Length], Gen.Int[1, 40].Array[1, 30], Gen.Int[0, 20].Array[60], Gen.Int[0, 60], Gen.Bool)
            .Sample((start, data, cuts, delays, acknowledgeAt, fin) =>
        {
            TcpWire wire = new() { ClientStart = start };
            wire.Open();
            List<(int Offset, int Length)> segments = Split(data.Length, cuts);
            // Each is sent twice, and each copy comes some packets later than its turn.
            (int Offset, int Length)[] order =
                [.. segments.Concat(segments).Select((s, i) => (Segment: s, At: i % segments.Count + delays[i % delays.Length]))
                    .OrderBy(p => p.At).Select(p => p.Segment)];
            for (int i = 0; i < order.Length; i++)
            {
                // Acknowledged before it was captured, and the rest comes within the window of 64 packets.
                if (i == acknowledgeAt && order.Length - i < 50) wire.Acknowledge(data.Length);
                TcpFlags last = fin && order[i].Offset + order[i].Length == data.Length ? TcpFlags.Fin | TcpFlags.Ack : TcpFlags.Ack;
                wire.FromClient(order[i].Offset, data.AsSpan(order[i].Offset, order[i].Length), last);
            }

            wire.Complete();
            Assert.Equal(data, wire.Only.Bytes(0));
            Assert.Empty(wire.Only.Gaps);
            Assert.Equal(0, wire.Only.Statistics.MissingBytes);
        }, iter: 1000);

    [Fact]
    public void Both_directions_are_independent_of_how_they_interleave() =>
        Gen.Select(Gen.Byte.Array[1, 100], Gen.Byte.Array[1, 100], Gen.Bool.Array[200]).Sample((fromClient, fromServer, turns) =>
        {
            TcpWire wire = new();
            wire.Open();
            int client = 0, server = 0, turn = 0;
            while (client < fromClient.Length || server < fromServer.Length)
            {
                bool clients = server == fromServer.Length || (client < fromClient.Length && turns[turn++ % turns.Length]);
                if (clients) wire.FromClient(client, fromClient.AsSpan(client++, 1), acknowledged: server);
                else wire.FromServer(server, fromServer.AsSpan(server++, 1), acknowledged: client);
            }

            wire.Complete();
            Assert.Equal(fromClient, wire.Only.Bytes(0));
            Assert.Equal(fromServer, wire.Only.Bytes(1));
            Assert.Empty(wire.Only.Gaps);
        }, iter: 300);

    /// <summary>The plainest reassembly there is: a byte is written where none was written before.</summary>
    private static string FirstBytes((int Offset, int Length, char Fill)[] segments, int begin)
    {
        char[] written = new char[Length + 60];
        foreach ((int offset, int length, char fill) in segments)
        {
            for (int i = offset; i < offset + length; i++)
            {
                if (i >= begin && written[i] == 0) written[i] = fill;
            }
        }

        int end = Array.FindLastIndex(written, c => c != 0) + 1;
        StringBuilder story = new();
        for (int i = begin, gap = 0; i < end; i++)
        {
            gap = written[i] == 0 ? gap + 1 : 0;
            if (gap == 0) story.Append(written[i]);
            else if (written[i + 1] != 0) story.Append($"[{gap}]");
        }

        return story.ToString();
    }

    private static byte[] Fill(char fill, int length) => [.. Enumerable.Repeat((byte)fill, length)];

    private static List<(int Offset, int Length)> Split(int length, int[] cuts)
    {
        List<(int, int)> pieces = [];
        for (int at = 0, i = 0; at < length; i++)
        {
            int taken = Math.Min(cuts[i % cuts.Length], length - at);
            pieces.Add((at, taken));
            at += taken;
        }

        return pieces;
    }
}
