using CsCheck;
using TlsDissect.Output;
using TlsDissect.Output.Statistics;
using TlsDissect.Output.Text;

namespace TlsDissect.Tests.Output.Statistics;

public class StatisticsTextTests
{
    private static readonly string[] Connections =
    [
        """
        {"start":"2026-01-05T10:00:00Z","end":"2026-01-05T10:00:02Z","version":"TLS 1.3","server_name":"a.example",
         "server":{"address":"192.0.2.2"},"decryption":{"status":"none","reason":"no_key"},"latency":{"handshake":0.025},
         "application_data":{"client":{"records":1,"ciphertext_bytes":100,"bytes":null},
          "server":{"records":2,"ciphertext_bytes":2000,"bytes":1900}},
         "findings":[{"id":"expired","severity":"high"}]}
        """,
        """{"start":"2026-01-05T10:00:01Z","end":"2026-01-05T10:00:01Z","version":"TLS 1.3","server_name":"b.example"}""",
        """{"start":"2026-01-05T10:00:03Z","end":"2026-01-05T10:00:04Z","version":"TLS 1.2","server_name":"a.example"}""",
    ];

    [Fact]
    public void Totals_come_first_then_the_sections_that_are_not_empty()
    {
        string[] lines = Lines(new TextOptions());
        Assert.Equal(
        [
            "3 connections",
            "  time           2026-01-05T10:00:00Z to 2026-01-05T10:00:04Z",
            "  data           100 bytes from clients in 1 record",
            "                 2,000 bytes from servers in 2 records, 1,900 bytes of plaintext",
        ], lines[..4]);
        Assert.Contains("Version: 3 connections", lines);
        Assert.Contains("  2   67%  ████████████████████  TLS 1.3", lines);
        Assert.Contains("  1   33%  ██████████            TLS 1.2", lines);
        Assert.Contains("  1  100%  ████████████████████  no_key: no key was given that could help", lines);
        Assert.Contains("  1  100%  ████████████████████  high: expired", lines);
        Assert.Contains("  2,100  100%  ████████████████████  a.example (2 connections)", lines);
        Assert.Contains("  handshake       25.0 ms   25.0 ms   25.0 ms   25.0 ms            1", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("ALPN", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("  tcp", StringComparison.Ordinal));
    }

    [Fact]
    public void A_share_is_of_those_with_a_value_and_how_many_they_are_is_told()
    {
        string[] lines = Lines(new TextOptions(), connections: [.. Connections, "{}"]);
        Assert.Contains("Version: 3 of 4 connections", lines);
        Assert.Contains("Server name: 3 of 4 connections", lines);
        Assert.Contains("Reason for not being decrypted: 1 of 4 connections", lines);
    }

    [Theory]
    [InlineData(0.0, "0%")]
    [InlineData(1.0, "100%")]
    [InlineData(0.001, "<1%")]
    [InlineData(0.999, ">99%")]
    [InlineData(1.0 / 3, "33%")]
    public void Only_all_is_all_and_only_nothing_is_nothing(double share, string expected) =>
        Assert.Equal(expected, ShareText.Percent(share));

    [Fact]
    public void What_is_not_shown_is_counted()
    {
        string[] lines = Lines(new TextOptions(), new StatisticsOptions { Top = 1 });
        Assert.Contains("  1                              1 other value", lines);
    }

    [Fact]
    public void Minimums_are_told()
    {
        string[] connections = [.. Enumerable.Range(0, 100).Select(i => $$"""{"server_name":"{{i}}.example"}""")];
        string[] lines = Lines(new TextOptions(), new StatisticsOptions { MaxTableBytes = 4000 }, connections);
        Assert.Contains(lines, line => line.EndsWith(
            "too many values to count all: the numbers are minimums, except that of the other values, which is a maximum",
            StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("at least ", StringComparison.Ordinal));
    }

    /// <summary>All that are remembered are shown, and others were forgotten.</summary>
    [Fact]
    public void Nothing_is_said_of_0_other_values()
    {
        string[] connections = [.. Enumerable.Range(0, 100).Select(i => $$"""{"server_name":"{{i}}.example"}""")];
        string[] lines = Lines(new TextOptions(), new StatisticsOptions { MaxTableBytes = 4000, Top = 1000 }, connections);
        Assert.DoesNotContain(lines, line => line.Contains("at least 0 ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.EndsWith(" other values", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_one_line() => Assert.Equal(["0 connections"], Lines(new TextOptions(), connections: []));

    [Fact]
    public void Without_unicode_all_is_ascii() =>
        Assert.All(Lines(new TextOptions { Glyphs = TextGlyphs.Ascii }), line => Assert.True(line.All(char.IsAscii), line));

    [Fact]
    public void Colours_are_all_that_they_change()
    {
        string plain = Text(new TextOptions());
        string coloured = Text(new TextOptions { Palette = TextPalette.Ansi });
        Assert.Contains("\x1b[31mhigh: expired\x1b[0m", coloured, StringComparison.Ordinal);
        Assert.Equal(plain, System.Text.RegularExpressions.Regex.Replace(coloured, "\x1b\\[[0-9]*m", ""));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void Lines_fit_the_terminal(int width)
    {
        string connection = $$"""
            {"server_name":"{{new string('a', 300)}}","decryption":{"reason":"resumed_from_unseen_session"},
             "start":"2026-01-05T10:00:00Z","end":"2026-01-05T11:00:00Z","latency":{"server_hello":1234.567891234}
             }
            """;
        string[] later = [.. Enumerable.Range(0, 60).Select(minute => $$"""{"start":"2026-01-05T10:{{minute:00}}:00Z"}""")];
        Assert.All(Lines(new TextOptions { Width = width }, connections: [connection, .. later]),
            line => Assert.InRange(line.Length, 0, width));
    }

    [Theory]
    [InlineData("\\u001b[2J")]
    [InlineData("a\\nb")]
    [InlineData("a\\u202eb")]
    [InlineData("x (9 connections)")]
    public void Names_from_the_wire_are_escaped(string name)
    {
        string json = $$"""
            {"server_name":"{{name}}","alpn":"{{name}}","application_protocol":{"name":"{{name}}"},"client_hellos":[{"ja3":"{{name}}"}],
             "certificates":{"server":[{"sha256":"{{new string('0', 64)}}","issuer":"{{name}}","public_key":"{{name}}"}]}
            }
            """;
        Assert.All(Text(new TextOptions(), connections: [json]), c => Assert.True(c is '\n' or >= ' ' and not '\u202e'));
        if (name.EndsWith(')')) Assert.Contains($"\"{name}\"", Text(new TextOptions(), connections: [json]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_has_a_meaning_of_its_own()
    {
        string[] meanings = [.. Enum.GetValues<DecryptionReason>().Select(reason => ReasonMeanings.Of(reason.JsonName()))];
        Assert.DoesNotContain("", meanings);
        Assert.Distinct(meanings);
    }

    [Fact]
    public void A_bar_is_as_long_as_its_share() => Gen.Select(Gen.Double[0, 1], Gen.Int[1, 40]).Sample((share, width) =>
    {
        foreach (TextGlyphs glyphs in (TextGlyphs[])[TextGlyphs.Unicode, TextGlyphs.Ascii])
        {
            string bar = glyphs.BarOf(share, width);
            Assert.InRange(bar.Length, share > 0 ? 1 : 0, width);
            Assert.InRange(bar.Length, share * width - 1, share * width + 1);
        }
    });

    [Fact]
    public void Columns_are_as_high_as_their_part_of_the_largest()
    {
        Assert.Equal("▁ █▄▅", TextGlyphs.Unicode.ColumnsOf([1, 0, 1000, 500, 501]));
        Assert.Equal("  ", TextGlyphs.Ascii.ColumnsOf([0, 0]));
        Assert.Equal("", TextGlyphs.Ascii.ColumnsOf([]));
    }

    [Fact]
    public void Each_part_can_be_shown_alone()
    {
        string whole = Text(new TextOptions());
        string[] each = [.. StatisticsText.Parts.Select(part => Text(new TextOptions(), parts: [part]))];
        Assert.Equal(whole, string.Join('\n', each.Where(part => part.Length > 0)));
        Assert.Equal(whole, Text(new TextOptions(), parts: [.. StatisticsText.Parts]));
    }

    private static string[] Lines(TextOptions options, StatisticsOptions? statistics = null, string[]? connections = null) =>
        Text(options, statistics, connections).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(
        TextOptions options, StatisticsOptions? statistics = null, string[]? connections = null, string[]? parts = null)
    {
        using StringWriter output = new() { NewLine = "\n" };
        StatisticsResult result = ConnectionStatisticsTests.Of(statistics ?? new StatisticsOptions(), connections ?? Connections);
        StatisticsText.Write(output, result, options, parts ?? []);
        return output.ToString();
    }
}
