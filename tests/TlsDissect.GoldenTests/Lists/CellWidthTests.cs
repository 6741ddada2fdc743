using CsCheck;
using TlsDissect.Cli.Lists;

namespace TlsDissect.GoldenTests.Lists;

public class CellWidthTests
{
    [Theory]
    [InlineData("server.example", 14, "server.example")]
    [InlineData("server.example", 13, "server…xample")]
    [InlineData("server.example", 4, "se…e")]
    [InlineData("server.example", 2, "se")]
    [InlineData("server.example", 0, "")]
    [InlineData("中文中文", 8, "中文中文")]
    [InlineData("中文中文", 7, "中…中文")]
    [InlineData("中文中文", 6, "中…文")]
    public void A_text_is_shortened_in_its_middle(string text, int width, string shortened) =>
        Assert.Equal(shortened, CellWidth.Shorten(text, width, "…"));

    [Fact]
    public void A_list_of_findings_keeps_its_start() =>
        Assert.Equal("2 high, 1…", CellWidth.Shorten("2 high, 1 low", 10, "…", keepsStart: true));

    /// <summary>Measuring the whole start again for each of them takes minutes.</summary>
    [Fact]
    public void Characters_of_no_width_are_measured_once()
    {
        string marks = new('\u0301', 200_000);
        Assert.Equal($"中…中{marks}", CellWidth.Shorten($"中中中中{marks}", 6, "…"));
        Assert.Equal($"{marks}中…中", CellWidth.Shorten($"{marks}中中中中", 6, "…"));
    }

    [Fact]
    public void It_fits_and_no_character_is_split() =>
        Gen.Select(Gen.String[Gen.Char["ab.ü中文é"], 0, 30], Gen.Int[0, 40], Gen.Bool).Sample((text, width, keepsStart) =>
        {
            string shortened = CellWidth.Shorten($"{text}\U0001F600{text}", width, "...", keepsStart);
            Assert.InRange(CellWidth.Of(shortened), 0, width);
            Assert.All(shortened.EnumerateRunes(), rune => Assert.NotEqual(0xFFFD, rune.Value));
        });
}
