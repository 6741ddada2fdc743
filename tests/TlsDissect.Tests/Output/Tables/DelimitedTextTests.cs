using System.Text;
using CsCheck;
using TlsDissect.Output.Tables;

namespace TlsDissect.Tests.Output.Tables;

public class DelimitedTextTests
{
    /// <summary>Characters that mean something to somebody, and some that do not.</summary>
    private static readonly Gen<string> Hostile = Gen.String[Gen.Char["=+-@;,\"'\\xt\t\r\n\0\u001b\u0085\u202e\u2028ab0ü中"], 0, 8];

    [Theory]
    [InlineData("server.example", "server.example")]
    [InlineData("a\tb\nc\rd", @"a\tb\nc\rd")]
    [InlineData(@"C:\x09", @"C:\\x09")]
    [InlineData("\u001b[31m", @"\x1b[31m")]
    [InlineData("moc.\u202eelgoog", @"moc.\u202eelgoog")]
    [InlineData("=cmd|' /C calc'!A0", @"\x3dcmd|' /C calc'!A0")]
    [InlineData("+1", @"\x2b1")]
    [InlineData("-1", @"\x2d1")]
    [InlineData("@SUM(1)", @"\x40SUM(1)")]
    [InlineData("a=b-c", "a=b-c")]
    [InlineData("a;b", "a;b")]
    [InlineData("müller", "müller")]
    public void What_could_do_harm_is_an_escape(string value, string cell) =>
        Assert.Equal(cell, DelimitedText.Escape(value, isInList: false));

    [Fact]
    public void The_separator_of_lists_is_an_escape_within_their_values() =>
        Assert.Equal(@"a\x3bb", DelimitedText.Escape("a;b", isInList: true));

    [Fact]
    public void A_cell_is_one_line_without_tabs_and_no_formula() => Gen.Select(Hostile, Gen.Bool).Sample((value, isInList) =>
    {
        string cell = DelimitedText.Escape(value, isInList);
        Assert.DoesNotContain(cell, char.IsControl);
        Assert.False(cell.Length > 0 && "=+-@".Contains(cell[0], StringComparison.Ordinal));
        Assert.False(isInList && cell.Contains(';', StringComparison.Ordinal));
    });

    [Fact]
    public void Different_values_have_different_cells() => Gen.Select(Hostile, Hostile, Gen.Bool).Sample((one, other, isInList) =>
        Assert.Equal(one == other, DelimitedText.Escape(one, isInList) == DelimitedText.Escape(other, isInList)));

    [Theory]
    [InlineData("a b", false, "a b")]
    [InlineData("a,b", false, "\"a,b\"")]
    [InlineData("a\"b", false, "\"a\"\"b\"")]
    [InlineData("", false, "")]
    [InlineData("", true, "\"\"")]
    public void A_cell_has_quotes_if_it_needs_them(string cell, bool isAlone, string written)
    {
        StringBuilder line = new();
        DelimitedText.AppendQuoted(line, cell, isAlone);
        Assert.Equal(written, line.ToString());
    }
}
