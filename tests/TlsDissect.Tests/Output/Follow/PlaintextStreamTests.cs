using System.Text;
using CsCheck;
using TlsDissect.Output.Follow;

namespace TlsDissect.Tests.Output.Follow;

public class PlaintextStreamTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\nHost: a\n\n")]
    [InlineData("no end", "no end\n")]
    [InlineData("", "")]
    [InlineData("\n", "\n")]
    [InlineData("a\rb", "a\\x0db\n")]
    [InlineData("a\r", "a\\x0d\n")]
    [InlineData("\r\r\n", "\\x0d\n")]
    [InlineData("tab\there \\ \u001b[0m", "tab\there \\ \\x1b[0m\n")]
    public void Text_is_shown_line_by_line(string text, string expected) => Assert.Equal(expected, Show(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_character_cut_off_at_the_end_is_marked() => Assert.Equal("a\ufffd\n", Show([(byte)'a', 0xe4, 0xbe]));

    [Fact]
    public void Any_split_of_the_bytes_is_shown_alike() =>
        Gen.Select(Gen.String["aé例😀\r\n\t\u001b"].Select(Encoding.UTF8.GetBytes), Gen.Int[0, 100].Array[0, 5]).Sample((data, cuts) =>
            Assert.Equal(Show(data), Show(data, cuts)));

    [Fact]
    public void Every_line_with_text_is_indented()
    {
        StringWriter output = new() { NewLine = "\n" };
        PlaintextStream text = new(output, "> ");
        text.Write("one\n\ntw"u8);
        text.Write("o"u8);
        text.EndLine();
        Assert.Equal("> one\n\n> two\n", output.ToString());
    }

    private static string Show(byte[] data, params int[] cuts)
    {
        StringWriter output = new() { NewLine = "\n" };
        PlaintextStream text = new(output);
        int at = 0;
        foreach (int cut in cuts.Select(c => Math.Min(c, data.Length)).Order())
        {
            text.Write(data.AsSpan(at, cut - at));
            at = cut;
        }

        text.Write(data.AsSpan(at));
        text.EndLine();
        return output.ToString();
    }
}
