using CsCheck;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

[Collection(MeasuredAlone.Name)]
public class HandshakeJoinerTests
{
    private const int Limit = 4096;

    private static readonly Gen<byte[]> AnyMessage =
        Gen.Select(Gen.Byte, Gen.Byte.Array[0, 600])
            .Select((type, body) => new TlsWriter().UInt8(type).Vector24(b => b.Opaque(body)).ToArray());

    [Fact]
    public void Any_split_gives_the_same_messages() =>
        Gen.Select(AnyMessage.Array[0, 6], Gen.Int[0, 3000].Array[0, 12]).Sample((messages, cuts) =>
        {
            byte[] stream = [.. messages.SelectMany(message => message)];
            Assert.Equal(messages, Join(Split(stream, cuts), out bool hasPartial));
            Assert.False(hasPartial);
        });

    [Fact]
    public void Every_strict_prefix_leaves_a_partial_message()
    {
        byte[] message = new TlsWriter().UInt8(1).Vector24(b => b.Fill(20)).ToArray();
        for (int length = 1; length < message.Length; length++)
        {
            Assert.Empty(Join([message[..length]], out bool hasPartial));
            Assert.True(hasPartial);
        }
    }

    [Fact]
    public void A_whole_message_is_handed_on_without_a_copy()
    {
        byte[] fragment = new TlsWriter().UInt8(1).Vector24(b => b.Fill(20)).ToArray();
        using HandshakeJoiner joiner = new(Limit);
        ReadOnlySpan<byte> rest = fragment;
        Assert.Equal(JoinOutcome.Message, joiner.Read(ref rest, out RawHandshake message));
        Assert.True(message.Bytes.Overlaps(fragment));
        Assert.Equal((HandshakeType.ClientHello, 20, 20), (message.Type, message.Length, message.Body.Length));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5000)]
    public void A_message_over_the_limit_is_reported_and_passed_over(int chunk)
    {
        byte[] after = new TlsWriter().UInt8(20).Vector24(b => b.Fill(12)).ToArray();
        byte[] stream = [.. new TlsWriter().UInt8(11).Vector24(b => b.Fill(Limit)).ToArray(), .. after];
        using HandshakeJoiner joiner = new(Limit);
        List<(JoinOutcome, int)> seen = [];
        foreach (byte[] fragment in stream.Chunk(chunk))
        {
            ReadOnlySpan<byte> rest = fragment;
            while (joiner.Read(ref rest, out RawHandshake message) is var outcome and not JoinOutcome.NeedMore)
                seen.Add((outcome, message.Length));
        }

        Assert.Equal([(JoinOutcome.TooLong, Limit), (JoinOutcome.Message, 12)], seen);
        Assert.False(joiner.HasPartial);
    }

    [Fact]
    public void A_message_of_exactly_the_limit_is_joined()
    {
        byte[] message = new TlsWriter().UInt8(11).Vector24(b => b.Fill(Limit - 4)).ToArray();
        Assert.Equal([message], Join(message.Chunk(1000), out _));
        Assert.Equal([message], Join([message], out _));
    }

    [Fact]
    public void Reset_forgets_what_had_begun()
    {
        using HandshakeJoiner joiner = new(Limit);
        ReadOnlySpan<byte> rest = new TlsWriter().UInt8(1).UInt24(100).Fill(50).ToArray();
        Assert.Equal(JoinOutcome.NeedMore, joiner.Read(ref rest, out _));
        joiner.Reset();
        rest = new TlsWriter().UInt8(14).UInt24(0).ToArray();
        Assert.Equal(JoinOutcome.Message, joiner.Read(ref rest, out RawHandshake message));
        Assert.Equal(HandshakeType.ServerHelloDone, message.Type);
    }

    [Fact]
    public void Whole_and_split_messages_allocate_nothing_once_warm()
    {
        byte[] stream = [.. Enumerable.Range(0, 8).SelectMany(_ => new TlsWriter().UInt8(11).Vector24(b => b.Fill(300)).ToArray())];
        using HandshakeJoiner joiner = new(Limit);
        Feed(joiner, stream);
        // A collection counts the rest of this thread's allocation buffer as used: the least of several runs is ours.
        Assert.Equal(0, Enumerable.Range(0, 5).Select(_ => Allocated(joiner, stream)).Min());

        static long Allocated(HandshakeJoiner joiner, byte[] stream)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++) Feed(joiner, stream);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        static void Feed(HandshakeJoiner joiner, byte[] stream)
        {
            for (int at = 0; at < stream.Length; at += 100)
            {
                ReadOnlySpan<byte> rest = stream.AsSpan(at, Math.Min(100, stream.Length - at));
                while (joiner.Read(ref rest, out _) != JoinOutcome.NeedMore) { }
            }
        }
    }

    private static List<byte[]> Join(IEnumerable<byte[]> fragments, out bool hasPartial)
    {
        using HandshakeJoiner joiner = new(Limit);
        List<byte[]> messages = [];
        foreach (byte[] fragment in fragments)
        {
            ReadOnlySpan<byte> rest = fragment;
            while (joiner.Read(ref rest, out RawHandshake message) == JoinOutcome.Message) messages.Add(message.Bytes.ToArray());
        }

        hasPartial = joiner.HasPartial;
        return messages;
    }

    private static IEnumerable<byte[]> Split(byte[] stream, int[] cuts)
    {
        int start = 0;
        foreach (int cut in cuts.Append(stream.Length).Select(cut => Math.Min(cut, stream.Length)).Order())
        {
            yield return stream[start..cut];
            start = cut;
        }
    }
}
