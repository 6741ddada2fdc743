using CsCheck;
using TlsDissect.Messages;
using TlsDissect.Protocol;

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

    /// <summary>Looking at the next message changes nothing, also if the number of a change_cipher_spec is before it.</summary>
    [Fact]
    public void A_peek_takes_nothing()
    {
        using DatagramJoiner joiner = new(Limit, 1 << 20) { CountsKeyChanges = true };
        joiner.Add(Whole([1], 0));
        Assert.Single(Taken(joiner));
        joiner.Add(Whole([2], 2, type: 20), epoch: 1);
        Assert.True(joiner.TryPeek(out HandshakeType type, out int epoch));
        Assert.Equal((HandshakeType.Finished, 1, 1), (type, epoch, joiner.Next));
        Assert.Equal([(2, Message([2], type: 20))], Taken(joiner));
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
    public void Fragments_that_contradict_do_not_block_the_message()
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
        Assert.Equal(FragmentOutcome.Taken, joiner.Add(Fragment(body, 0, 5, 15)));
        Assert.Equal([(0, Message(body))], Taken(joiner));
    }

    [Fact]
    public void A_fragment_with_other_bytes_begins_another_message()
    {
        byte[] body = [.. Enumerable.Repeat((byte)7, 20)];
        using DatagramJoiner joiner = new(Limit, Limit);
        Assert.Equal(FragmentOutcome.Taken, joiner.Add(Fragment(new byte[20], 0, 0, 6)));
        Assert.Equal(FragmentOutcome.Malformed, joiner.Add(Fragment(body, 0, 0, 12)));
        Assert.Equal(FragmentOutcome.Taken, joiner.Add(Fragment(body, 0, 12, 8)));
        Assert.Equal([(0, Message(body))], Taken(joiner));
    }

    /// <summary>However many are forged, those that are not whole make room for the next.</summary>
    [Fact]
    public void Any_number_of_forged_fragments_leaves_room_for_the_message()
    {
        byte[] body = [.. Enumerable.Repeat((byte)7, 20)];
        using DatagramJoiner joiner = new(Limit, Limit);
        for (int length = 30; length < 130; length++) joiner.Add(Fragment(new byte[length], 0, 0, 10));
        joiner.Add(Whole(body, 0));
        Assert.Equal([(0, Message(body))], Taken(joiner));
    }

    [Fact]
    public void Messages_that_contradict_the_one_taken_can_be_read_instead()
    {
        (byte[] forged, byte[] real) = ([1, 2, 3], [4, 5, 6, 7]);
        using DatagramJoiner joiner = new(Limit, Limit) { KeepsTaken = true };
        joiner.Add([.. Whole(forged, 0), .. Whole([9], 1)]);
        Assert.Equal([0, 1], Taken(joiner).Select(taken => taken.Sequence));
        Assert.False(joiner.IsContested);
        joiner.Add(Whole(real, 0));
        Assert.Equal([0], joiner.Contested);
        DatagramCandidates candidates = joiner.Of(0)!;
        Assert.Equal(candidates.Whole, candidates.Choices[0]);
        candidates.Choose(candidates.Choices[1]);
        joiner.Rewind();
        Assert.Equal([(0, Message(real)), (1, Message([9]))], Taken(joiner));
        joiner.Settle();
        Assert.Equal((false, 0), (joiner.IsContested, joiner.Held));
    }

    [Fact]
    public void Forged_fragments_that_come_later_do_not_discard_the_first()
    {
        byte[] body = [.. Enumerable.Repeat((byte)7, 20)];
        using DatagramJoiner joiner = new(Limit, Limit);
        joiner.Add(Fragment(body, 0, 0, 10));
        for (int length = 30; length < 130; length++) joiner.Add(Fragment(new byte[length], 0, 0, 10));
        joiner.Add(Fragment(body, 0, 10, 10));
        Assert.Equal([(0, Message(body))], Taken(joiner));
    }

    /// <summary>A candidate for which the room is too small makes no other one go.</summary>
    [Fact]
    public void A_message_that_is_refused_discards_none()
    {
        using DatagramJoiner joiner = new(Limit, 2000);
        for (byte value = 0; value < DatagramCandidates.Max; value++) joiner.Add(Fragment([value, .. new byte[19]], 1, 0, 10));
        Assert.Equal(FragmentOutcome.Malformed, joiner.Add(Fragment(new byte[3000], 1, 0, 10)));
        joiner.Add(Fragment([3, .. new byte[19]], 1, 10, 10));
        Assert.Equal(DatagramCandidates.Max, joiner.Of(1)!.Choices.Count);
    }

    /// <summary>A later epoch discards what came before it, also if its own message finds no room.</summary>
    [Fact]
    public void A_message_that_is_refused_leaves_no_empty_place()
    {
        using DatagramJoiner joiner = new(Limit, 2000);
        joiner.Add(Fragment(new byte[20], 2, 0, 10));
        Assert.Equal(FragmentOutcome.TooFarAhead, joiner.Add(Fragment(new byte[3000], 2, 0, 10), epoch: 1));
        Assert.Equal((false, false), (joiner.HasWaiting, joiner.HasAhead));
        Assert.False(joiner.TryTakeTruncated(out _, out _));
        Assert.Equal((0, 0), (joiner.Skip(), joiner.Held));
    }

    [Fact]
    public void Messages_in_the_clear_are_taken_back_for_those_under_keys()
    {
        using DatagramJoiner joiner = new(Limit, Limit) { KeepsTaken = true };
        joiner.Add([.. Whole([1], 0), .. Whole([2], 1)]);
        Assert.Equal([0, 1], Taken(joiner).Select(taken => taken.Sequence));
        joiner.Add(Whole([3], 1), epoch: 2);
        Assert.Equal([(1, Message([3]))], Taken(joiner));
        Assert.Equal(2, joiner.TakenEpoch);
    }

    [Fact]
    public void Messages_under_keys_are_not_taken_back()
    {
        using DatagramJoiner joiner = new(Limit, Limit) { KeepsTaken = true };
        joiner.Add(Whole([1], 0));
        joiner.Add(Whole([2], 1), epoch: 1);
        Assert.Equal([0, 1], Taken(joiner).Select(taken => taken.Sequence));
        joiner.Add(Whole([3], 0), epoch: 2);
        joiner.Add(Whole([4], 1), epoch: 2);
        Assert.Empty(Taken(joiner));
        Assert.Equal((2, 1), (joiner.Next, joiner.TakenEpoch));
    }

    [Fact]
    public void Nothing_is_released_while_messages_are_read_again()
    {
        const int Long = 40_000;
        using DatagramJoiner joiner = new(1 << 16, 1 << 20) { KeepsTaken = true };
        joiner.Add([.. Whole(new byte[Long], 0), .. Whole(new byte[Long], 1)]);
        joiner.KeepsAll = true;
        Assert.Equal([0, 1], Taken(joiner).Select(taken => taken.Sequence));
        DatagramCandidates first = joiner.Of(0)!;
        Assert.Equal((true, false), (joiner.Has(first), joiner.HasReleased));
        joiner.Rewind();
        joiner.KeepsAll = false;
        Assert.Equal([0, 1], Taken(joiner).Select(taken => taken.Sequence));
        Assert.Equal((false, true), (joiner.Has(first), joiner.HasReleased));
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

        return joiner.Held <= 6 * Limit;
    });
}
