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
                Assert.False(Rune.IsControl(rune) || category is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator);
            }
        });

    [Fact]
    public void Two_texts_never_look_the_same() =>
        Gen.Select(Gen.String["\\x1b\u001b\u00ad5cu0"], Gen.String["\\x1b\u001b\u00ad5cu0"]).Sample((a, b) =>
            Assert.Equal(a == b, WireText.Escape(a) == WireText.Escape(b)));
}
