using System.Text;
using CsCheck;
using TlsDissect.Output;

namespace TlsDissect.Tests.Output;

public class WireTextTests
{
    [Theory]
    [InlineData("server.example", "server.example")]
    [InlineData("münchen.example", "münchen.example")]
    [InlineData("例え.jp 😀", "例え.jp 😀")]
    [InlineData("evil\u001b[2J", @"evil\x1b[2J")]
    [InlineData("a\nb\rc\td\0", @"a\x0ab\x0dc\x09d\x00")]
    [InlineData("\u007f\u009b1m", @"\x7f\x9b1m")]
    [InlineData("gro.\u202elpmaxe", @"gro.\u202elpmaxe")]
    [InlineData("a\u2028b\u2066c\u200bd\ufeff", @"a\u2028b\u2066c\u200bd\ufeff")]
    [InlineData("\U000e0041", @"\U000e0041")]
    [InlineData(@"C:\x1b", @"C:\x5cx1b")]
    public void Escape_shows_what_would_act_on_a_terminal(string text, string expected) => Assert.Equal(expected, WireText.Escape(text));

    [Fact]
    public void Half_a_surrogate_pair_is_shown()
    {
        Assert.Equal(@"a\ud800b", WireText.Escape("a\ud800b"));
        Assert.Equal(@"\udc00", WireText.EscapeMessage("\udc00"));
    }

    [Fact]
    public void A_message_keeps_its_backslashes() => Assert.Equal(@"C:\keys: \x1b", WireText.EscapeMessage("C:\\keys: \u001b"));

    [Fact]
    public void No_control_character_gets_through() =>
        Gen.Char.Array[0, 40].Select(c => new string(c)).Sample(text =>
        {
            foreach (Rune rune in WireText.Escape(text).EnumerateRunes())
            {
                System.Globalization.UnicodeCategory category = Rune.GetUnicodeCategory(rune);
                Assert.False(
                    Rune.IsControl(rune) ||
                        category is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator);
            }
        });

    [Fact]
    public void Two_texts_never_look_the_same() =>
        Gen.Select(Gen.String["\\x1b\u001b\u00ad5cu0"], Gen.String["\\x1b\u001b\u00ad5cu0"]).Sample((a, b) =>
            Assert.Equal(a == b, WireText.Escape(a) == WireText.Escape(b)));

    [Theory]
    [InlineData("server.example", "server.example")]
    [InlineData("*.server-1.example", "*.server-1.example")]
    [InlineData("http/1.1", "http/1.1")]
    [InlineData("", "\"\"")]
    [InlineData("a.example, alpn h2", "\"a.example, alpn h2\"")]
    [InlineData("10.0.0.1:443", "\"10.0.0.1:443\"")]
    [InlineData("a.example  2026-01-01T00:00:00Z", "\"a.example  2026-01-01T00:00:00Z\"")]
    [InlineData("\"a.example\"", "\"\\\"a.example\\\"\"")]
    [InlineData("a\\\"b", "\"a\\x5c\\\"b\"")]
    [InlineData("a\u001b[2J", "\"a\\x1b[2J\"")]
    [InlineData("a…", "\"a…\"")]
    public void A_name_that_could_be_taken_for_fields_is_quoted(string name, string expected) =>
        Assert.Equal(expected, WireText.Name(name));

    [Theory]
    [InlineData("CN=server.example,O=TlsDissect", "CN=server.example,O=TlsDissect")]
    [InlineData("CN=a, issued by CN=b", "\"CN=a, issued by CN=b\"")]
    public void A_distinguished_name_may_have_commas_but_no_spaces(string name, string expected) =>
        Assert.Equal(expected, WireText.DistinguishedName(name));

    [Fact]
    public void A_name_is_truncated_and_its_length_told()
    {
        Assert.Equal(new string('a', 256), WireText.Name(new string('a', 256)));
        Assert.Equal(new string('a', 256) + "... (65,535 characters)", WireText.Name(new string('a', 65_535)));
        Assert.Equal("\"" + new string('a', 255) + "\"... (257 characters)", WireText.Name(new string('a', 255) + "😀"));
    }

    [Fact]
    public void Two_short_names_never_look_the_same() =>
        Gen.Select(Gen.String[Gen.Char["\\\"x1b\u001b …,"], 0, 6], Gen.String[Gen.Char["\\\"x1b\u001b …,"], 0, 6]).Sample((a, b) =>
            Assert.Equal(a == b, WireText.Name(a) == WireText.Name(b)));
}
