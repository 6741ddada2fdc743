using System.Globalization;
using System.Text.Json.Nodes;

namespace TlsDissect.GoldenTests.Coverage;

/// <summary>Each extension is in a recording, or its reason says why not. Near misses do not show it.</summary>
public class ExtensionCaptureTests
{
    /// <summary>Data without a length of its own, and data that is whole without its first byte too.</summary>
    private static readonly string[] OpenEnded = ["17513 EE", "17613 EE", "65486 EE"];

    private static readonly string[] OfOpenSsl = ["0", "5", "10", "11", "13", "22", "23", "35", "43", "45", "51", "65281"];

    private static readonly string[][] Registry =
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "TlsDissect.Tests", "Registries", "extension-types.tsv"))
            .Where(line => line[0] != '#').Select(line => line.Split('\t'))];

    public static TheoryData<int, string, string> Shown
    {
        get
        {
            TheoryData<int, string, string> rows = [];
            foreach (ExtensionRow row in ExtensionCases.Rows)
            {
                foreach ((string message, string name) in row.Shown) rows.Add(row.Number, message, name);
            }

            return rows;
        }
    }

    public static TheoryData<int, string> NearMisses
    {
        get
        {
            TheoryData<int, string> rows = [];
            foreach (ExtensionRow row in ExtensionCases.Rows)
            {
                foreach (string name in row.NearMisses) rows.Add(row.Number, name);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void A_case_shows_it(int number, string message, string name) =>
        Assert.True(ExtensionCases.IsShown(name, number, message), $"{name} does not have extension {number} in {message}");

    [Theory]
    [MemberData(nameof(NearMisses))]
    public void A_near_miss_does_not_show_it(int number, string name)
    {
        Assert.NotEmpty(ExtensionCases.Messages(name));
        Assert.False(ExtensionCases.IsShown(name, number), $"{name} has extension {number}");
    }

    [Fact]
    public void Every_extension_in_every_message_is_recorded_or_its_reason_is_told()
    {
        Assert.Equal(Registry.Select(row => (int.Parse(row[0], CultureInfo.InvariantCulture), row[1])),
            ExtensionCases.Rows.Select(row => (row.Number, row.Name)));
        foreach ((ExtensionRow row, string[] registered) in ExtensionCases.Rows.Zip(Registry))
        {
            string[] messages = [.. row.Shown.Select(shown => shown.Message), .. row.NotSent];
            Assert.Equal((row.Name, Sorted(registered[3].Split(' '))), (row.Name, Sorted(messages)));
            Assert.True(row.Shown.Length == 0 || row.NearMisses.Length > 0, $"{row.Name} has no near miss");
            Assert.True(row.NotSent.Length == 0 || row.Reason.Length > 10, $"{row.Name} has no reason");
        }
    }

    [Theory]
    [InlineData("many-extensions-tls12")]
    [InlineData("many-extensions-tls13")]
    public void Data_of_the_right_form_is_not_malformed(string name)
    {
        JsonNode[] messages = ExtensionCases.Messages(name);
        Assert.True(messages.SelectMany(Pairs).Distinct().Count() > 60);
        Assert.DoesNotContain(messages, message => ExtensionCases.IsMalformed(message));
        Assert.DoesNotContain(messages, message => message.ToJsonString().Contains("\"unparsed\"", StringComparison.Ordinal));
    }

    /// <summary>The twins have the same extensions with a byte less, or one where none belongs.</summary>
    [Theory]
    [InlineData("many-extensions-damaged-tls12")]
    [InlineData("many-extensions-damaged-tls13")]
    public void Data_of_a_wrong_form_is_malformed(string name)
    {
        HashSet<string> made = [.. ExtensionCases.Messages(name.Replace("-damaged", "", StringComparison.Ordinal)).SelectMany(Made)];
        string[] taken = [.. ExtensionCases.Messages(name).SelectMany(message => Pairs(message, ExtensionCases.IsMalformed, false))
            .Where(made.Contains).Except(OpenEnded).Distinct()];
        Assert.True(made.Count > 60);
        Assert.Empty(taken);
    }

    private static string Sorted(string[] messages) => string.Join(' ', messages.Order(StringComparer.Ordinal));

    private static IEnumerable<string> Pairs(JsonNode message) => Pairs(message, _ => true, true);

    private static IEnumerable<string> Pairs(JsonNode message, Func<JsonNode, bool> what, bool wanted) =>
        ExtensionCases.ShortName(message) is not string place ? [] : ExtensionCases.Extensions(message["fields"])
            .Where(extension => what(extension) == wanted).Select(extension => $"{ExtensionCases.Number(extension)} {place}");

    /// <summary>Those that the program of the recording made: OpenSSL made the others and its own form of them.</summary>
    private static IEnumerable<string> Made(JsonNode message) =>
        Pairs(message).Where(pair => !OfOpenSsl.Contains(pair.Split(' ')[0]));
}
