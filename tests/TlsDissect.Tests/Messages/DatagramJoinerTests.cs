using CsCheck;
using TlsDissect.Messages;

namespace TlsDissect.Tests.Messages;

public class DatagramJoinerTests
{
    private const int Limit = 4096;

    private static readonly Gen<byte[]> AnyBody = Gen.Byte.Array[0, 300];

    /// <summary>A handshake fragment (RFC 6347 §4.2.2).</summary>
    private static byte[] Fragment(byte[] body, int sequence, int offset, int length, int type = 11) =>
        new TlsWriter().UInt8(type).UInt24(body.Length).UInt16(sequence).UInt24(offset).UInt24(length)
            .Opaque(body.AsSpan(offset, length)).ToArray();

    private static byte[] Whole(byte[] body, int sequence, int type = 11) => Fragment(body, sequence, 0, body.Length, type);

    /// <summary>A message with the header of TLS, in hex.</summary>
    private static string Message(byte[] body, int type = 11) =>
        Convert.ToHexString(new TlsWriter().UInt8(type).Vector24(b => b.Opaque(body)).ToArray());

    private static List<(int Sequence, string Message)> Taken(DatagramJoiner joiner)
    {
        List<(int, string)> taken = [];
        while (joiner.TryTake(out RawHandshake message, out int sequence)) taken.Add((sequence, Convert.ToHexString(message.Bytes)));
        return taken;
    }

    /// <summary>Fragments may overlap, come again and in any order, and share records.</summary>
    [Fact]
    public void Any_split_order_and_repetition_gives_the_same_messages() =>
        Gen.Select(AnyBody.Array[1, 6], Gen.Int[0, 300].Array[0, 40], Gen.Int[1, 4], Gen.Int).Sample((bodies, cuts, perRecord, seed) =>
        {
            List<byte[]> fragments = [];
            for (int i = 0; i < bodies.Length; i++) fragments.AddRange(Pieces(bodies[i], i, cuts));
            byte[][] shuffled = [.. fragments, .. fragments.Where((_, i) => i % 3 == 0)];
            new Random(seed).Shuffle(shuffled);
            using DatagramJoiner joiner = new(Limit, 1 << 20);
            List<(int Sequence, string Message)> taken = [];
            foreach (byte[][] record in shuffled.Chunk(perRecord))
            {
                Assert.Equal(FragmentOutcome.Taken, joiner.Add([.. record.SelectMany(fragment => fragment)]));
                taken.AddRange(Taken(joiner));
            }

            Assert.Equal(Enumerable.Range(0, bodies.Length), taken.Select(message => message.Sequence));
            Assert.Equal(bodies.Select(body => Message(body)), taken.Select(message => message.Message));
            Assert.Equal((false, false, bodies.Length), (joiner.HasPartial, joiner.HasAhead, joiner.Next));
        });

    /// <summary>Pieces that together cover a body, some of which overlap.</summary>
    private static IEnumerable<byte[]> Pieces(byte[] body, int sequence, int[] cuts)
    {
        int[] places = [0, .. cuts.Where(cut => cut < body.Length).Order(), body.Length];
        for (int i = 1; i < places.Length; i++)
        {
            int start = Math.Max(0, places[i - 1] - i % 4 * 5);
            yield return Fragment(body, sequence, start, places[i] - start);
        }
    }

    [Fact]
    public void Message_without_a_body_is_whole()
    {
        using DatagramJoiner joiner = new(Limit, Limit);
        Assert.Equal(FragmentOutcome.Taken, joiner.Add(Whole([], 0, type: 14)));
        Assert.Equal([(0, Message([], 14))], Taken(joiner));
    }

    [Fact]
    public void Fragments_that_contradict_are_dropped()
    {
        byte[] body = new byte[20];
        using DatagramJoiner joiner = new(Limit, Limit);
        Assert.Equal(FragmentOutcome.Taken, joiner.Add(Fragment(body, 0, 0, 10)));
        Assert.Equal(FragmentOutcome.Malformed, joiner.Add(Fragment(body, 0, 10, 10, type: 12)));
        Assert.Equal(FragmentOutcome.Malformed, joiner.Add(Fragment(new byte[21], 0, 10, 10)));
        byte[] beyond = Fragment(body, 0, 10, 10);
        beyond[8]++;
        Assert.Equal(FragmentOutcome.Malformed, joiner.Add(beyond));
        Assert.Equal(FragmentOutcome.Malformed, joiner.Add(Fragment(body, 0, 10, 10).AsSpan(..^1)));
        Assert.True(joiner.HasPartial);
        byte[] other = [.. Enumerable.Repeat((byte)7, 20)];
        Assert.Equal(FragmentOutcome.Taken, joiner.Add(Fragment(other, 0, 5, 15)));
        Assert.Equal([(0, Message([.. body[..10], .. other[10..]]))], Taken(joiner));
    }

    [Fact]
    public void Messages_too_far_ahead_are_refused()
    {
        using DatagramJoiner joiner = new(Limit, 2000);
        Assert.Equal(FragmentOutcome.TooFarAhead, joiner.Add(Whole(new byte[3], DatagramJoiner.MaxAhead)));
        Assert.Equal(FragmentOutcome.Taken, joiner.Add(Whole(new byte[3], DatagramJoiner.MaxAhead - 1)));
        Assert.Equal(FragmentOutcome.TooFarAhead, joiner.Add([.. Whole(new byte[3000], 1), .. Whole(new byte[3], 2)]));
        Assert.Equal(FragmentOutcome.Taken, joiner.Add(Whole(new byte[3000], 0)));
        Assert.Equal([0], Taken(joiner).Select(message => message.Sequence));
        Assert.InRange(joiner.Held, 1, 2000);
    }

    [Fact]
    public void Lost_messages_are_skipped_and_the_start_of_one_is_handed_on()
    {
        byte[] body = [.. Enumerable.Range(0, 30).Select(i => (byte)i)];
        using DatagramJoiner joiner = new(Limit, Limit);
        joiner.Add([.. Fragment(body, 2, 0, 12), .. Fragment(body, 2, 20, 10), .. Whole(body, 4)]);
        Assert.False(joiner.TryTakeTruncated(out _, out _));
        Assert.Equal(2, joiner.Skip());
        Assert.Equal(0, joiner.Skip());
        Assert.Empty(Taken(joiner));
        Assert.True(joiner.TryTakeTruncated(out RawHandshake message, out int sequence));
        Assert.Equal((2, 30), (sequence, message.Length));
        Assert.Equal(body[..12], message.Body.ToArray());
        Assert.Equal(1, joiner.Skip());
        Assert.Equal([4], Taken(joiner).Select(taken => taken.Sequence));
        Assert.Equal((0, 0), (joiner.Skip(), joiner.Held));
    }

    [Fact]
    public void Messages_that_come_again_are_counted()
    {
        byte[] body = new byte[40];
        using DatagramJoiner joiner = new(Limit, Limit);
        joiner.Add([.. Fragment(body, 0, 0, 20), .. Fragment(body, 0, 0, 20)]);
        Assert.Equal(1, joiner.Repeats);
        joiner.Add(Fragment(body, 0, 20, 20));
        Assert.Single(Taken(joiner));
        joiner.Add([.. Fragment(body, 0, 0, 20), .. Fragment(body, 0, 20, 20)]);
        Assert.Empty(Taken(joiner));
        Assert.Equal(2, joiner.Repeats);
    }

    [Fact]
    public void Message_over_the_limit_has_only_its_header()
    {
        byte[] body = new byte[Limit];
        using DatagramJoiner joiner = new(Limit, Limit);
        joiner.Add([.. Fragment(body, 0, 1000, 50), .. Whole([1], 1)]);
        Assert.True(joiner.TryTake(out RawHandshake message, out _));
        Assert.Equal((Limit, 0), (message.Length, message.Body.Length));
        Assert.Equal([(1, Message([1]))], Taken(joiner));
    }

    [Fact]
    public void A_renegotiation_begins_with_number_zero()
    {
        using DatagramJoiner joiner = new(Limit, Limit);
        joiner.Add([.. Whole([1], 0), .. Whole([2], 2)]);
        Assert.Single(Taken(joiner));
        joiner.Begin(0);
        joiner.Add(Whole([3], 0));
        Assert.Equal([(0, Message([3]))], Taken(joiner));
        Assert.Equal((false, 1), (joiner.HasAhead, joiner.Next));
    }

    [Fact]
    public void Any_bytes_are_taken_without_a_throw() => Gen.Byte[0, 3].Array[0, 60].Array[0, 20].Sample(records =>
    {
        using DatagramJoiner joiner = new(Limit, Limit);
        foreach (byte[] record in records)
        {
            joiner.Add(record);
            Taken(joiner);
            if (!joiner.TryTakeTruncated(out _, out _)) joiner.Skip();
        }

        return joiner.Held <= 3 * Limit;
    });
}
