using System.Text;
using CsCheck;
using TlsDissect.Output.Follow;

namespace TlsDissect.Tests.Output.Follow;

public class TextScanTests
{
    private static readonly string Letter = string.Concat(Enumerable.Repeat("A long line of the letter.\n", 20));

    [Theory]
    [InlineData("", 0)]
    [InlineData("all of it, é, 例 and 😀\r\n\t\f", 31)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n\u001f\u0080\u0003\u0004\u0005\u0006\u0007", 19)]
    [InlineData("a line without an end, then \0\u0001\u0002", 28)]
    [InlineData("line\nPK\u0003\u0004\u0001\u0002", 5)]
    [InlineData("PK\u0003\u0004", 0)]
    [InlineData("\0text", 0)]
    public void Text_ends_where_binary_begins(string piece, int length) => Assert.Equal(length, TextLength(piece));

    [Fact]
    public void A_few_odd_bytes_in_much_text_are_text()
    {
        foreach (string odd in (string[])["\u001b[31m" + Letter, Letter + "\0", Letter + "\u001b[0m"])
            Assert.Equal(Encoding.UTF8.GetByteCount(odd), TextLength(odd));
        // Latin-1.
        Assert.Equal(Letter.Length + 4,
            new TextScan().TextLength([.. Encoding.ASCII.GetBytes(Letter), (byte)'f', 0xfc, (byte)'r', (byte)'\n']));
    }

    [Fact]
    public void A_small_body_after_much_text_is_not_text() => Assert.Equal(Letter.Length, TextLength(Letter + new string('\u0001', 20)));

    [Fact]
    public void Characters_that_span_pieces_are_text() =>
        Gen.Select(Gen.String["aé例😀\r\n\t"].Select(Encoding.UTF8.GetBytes), Gen.Int[0, 60].Array[0, 8]).Sample((data, cuts) =>
        {
            TextScan scan = new();
            int at = 0;
            foreach (int end in cuts.Select(cut => Math.Min(cut, data.Length)).Append(data.Length).Order())
            {
                Assert.Equal(end - at, scan.TextLength(data.AsSpan(at, end - at)));
                at = end;
            }

            Assert.Equal(0, scan.Begun);
        });

    [Fact]
    public void A_character_that_the_next_piece_does_not_end_is_binary()
    {
        TextScan scan = new();
        Assert.Equal(3, scan.TextLength([(byte)'a', 0xe4, 0xbe]));
        Assert.Equal(2, scan.Begun);
        Assert.Equal(0, scan.TextLength("bc"u8));
        Assert.Equal(0, scan.Begun);
        Assert.Equal(2, scan.TextLength("bc"u8));
    }

    [Fact]
    public void No_bytes_make_it_answer_more_than_there_are() =>
        Gen.Byte.Array[0, 60].Array[1, 6].Sample(pieces =>
        {
            TextScan scan = new();
            foreach (byte[] piece in pieces) Assert.InRange(scan.TextLength(piece), 0, piece.Length);
        });

    private static int TextLength(string piece) => new TextScan().TextLength(Encoding.UTF8.GetBytes(piece));
}
