using System.Text;
using CsCheck;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Tests.Records.Quic;

public class OffsetBufferLaws
{
    private const int Length = 300;
    private const int NoLimit = int.MaxValue;

    /// <summary>Any pieces of a stream: they overlap, repeat, leave holes and differ in what they hold.</summary>
    private static readonly Gen<(int Offset, int Length, char Fill)[]> AnyPieces =
        Gen.Select(Gen.Int[0, Length - 1], Gen.Int[0, 60], Gen.Char['a', 'z']).Array[1, 40];

    [Fact]
    public void Any_pieces_in_any_order_give_the_first_captured_byte_of_each_place() => AnyPieces.Sample(pieces =>
    {
        Reader reader = new(NoLimit);
        foreach ((int offset, int length, char fill) in pieces) reader.Add(offset, [.. Enumerable.Repeat((byte)fill, length)]);
        reader.GiveUpGaps();
        Assert.Equal(FirstBytes(pieces), reader.Story);
        Assert.Equal((false, 0), (reader.Buffer.IsWaiting, reader.Buffer.Held));
    }, iter: 5000);

    [Fact]
    public void Nothing_is_delivered_before_the_bytes_that_precede_it()
    {
        Reader reader = new(NoLimit);
        reader.Add(2, "cd"u8);
        Assert.Equal(("", true), (reader.Story, reader.Buffer.IsWaiting));
        reader.Add(0, "ab"u8);
        Assert.Equal(("abcd", false, 4), (reader.Story, reader.Buffer.IsWaiting, reader.Buffer.NextOffset));
    }

    [Fact]
    public void Bytes_in_order_are_not_copied()
    {
        using OffsetBuffer buffer = new(NoLimit);
        byte[] data = new byte[1000];
        long before = GC.GetAllocatedBytesForCurrentThread();
        ReadOnlySpan<byte> next = buffer.Add(0, data, default);
        Assert.True(next == data.AsSpan());
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_full_buffer_drops_what_is_not_next_until_the_gap_is_given_up() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Select(Gen.Int[1, 100_000], Gen.Int[1, 60]).Array[1, 60]).Sample((limit, pieces) =>
        {
            Reader reader = new(limit);
            foreach ((int offset, int length) in pieces)
            {
                reader.Add(offset, new byte[length]);
                // The piece that fills it may be longer than what is left of it. The pool rounds up.
                Assert.True(reader.Buffer.Held <= limit + 2 * 60 + 256);
            }

            reader.GiveUpGaps();
            reader.Add(reader.Buffer.NextOffset, "z"u8);
            Assert.EndsWith("z", reader.Story, StringComparison.Ordinal);
        }, iter: 1000);

    [Fact]
    public void The_largest_offset_is_kept_like_any_other()
    {
        const long Last = (1L << 62) - 2;
        Reader reader = new(NoLimit);
        reader.Add(Last, "z"u8);
        reader.GiveUpGaps();
        Assert.Equal($"[{Last}]z", reader.Story);
    }

    /// <summary>The plainest buffer there is: a byte is written where none was written before.</summary>
    private static string FirstBytes((int Offset, int Length, char Fill)[] pieces)
    {
        char[] written = new char[Length + 60];
        foreach ((int offset, int length, char fill) in pieces)
        {
            for (int i = offset; i < offset + length; i++)
            {
                if (written[i] == 0) written[i] = fill;
            }
        }

        StringBuilder story = new();
        int end = Array.FindLastIndex(written, c => c != 0) + 1;
        for (int i = 0, gap = 0; i < end; i++)
        {
            gap = written[i] == 0 ? gap + 1 : 0;
            if (gap == 0) story.Append(written[i]);
            else if (written[i + 1] != 0) story.Append($"[{gap}]");
        }

        return story.ToString();
    }

    /// <summary>Reads a buffer as its user does, into text with gaps as <c>[n]</c>.</summary>
    private sealed class Reader(int limit)
    {
        private readonly StringBuilder _story = new();

        public OffsetBuffer Buffer { get; } = new(limit);

        public string Story => _story.ToString();

        public void Add(long offset, ReadOnlySpan<byte> data)
        {
            _story.Append(Encoding.Latin1.GetString(Buffer.Add(offset, data, new StreamPosition(1, default))));
            TakeAll();
        }

        public void GiveUpGaps()
        {
            while (Buffer.IsWaiting)
            {
                _story.Append($"[{Buffer.SkipGap()}]");
                TakeAll();
            }
        }

        private void TakeAll()
        {
            while (Buffer.TryTake(out OutOfOrderSegments.Piece piece))
            {
                _story.Append(Encoding.Latin1.GetString(piece.Bytes));
                OutOfOrderSegments.Return(piece);
            }
        }
    }
}
