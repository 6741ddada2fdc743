using System.Text.Json.Nodes;

namespace TlsDissect.GoldenTests.Coverage;

/// <summary>Each extension is in a recording of a real stack, or its reason says why not; and wrong data is told.</summary>
public class ExtensionCaptureTests
{
    /// <summary>Data without a length of its own, and data that is whole without its first byte too.</summary>
    private static readonly string[] OpenEnded = ["17513 EE", "17613 EE", "65486 EE"];

    private static readonly string[] OfOpenSsl = ["0", "5", "10", "11", "13", "22", "23", "35", "43", "45", "51", "65281"];

    private static readonly string[][] Registry =
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "TlsDissect.Tests", "Registries", "extension-types.tsv"))
            .Where(line => line[0] != '#').Select(line => line.Split('\t'))];

    [Fact]
    public void Every_extension_in_every_message_is_recorded_or_its_reason_is_told()
    {
        HashSet<string> shown = [.. ExtensionCases.Names.SelectMany(ExtensionCases.Messages).SelectMany(Pairs)];
        string[] expected = [.. Registry.SelectMany(row => row[3].Split(' ').Select(message => $"{row[0]} {message}"))];

        Assert.Equal(ExtensionCases.NotSent.Keys.Order(StringComparer.Ordinal),
            expected.Where(pair => !shown.Contains(pair)).Order(StringComparer.Ordinal));
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

    private static IEnumerable<string> Pairs(JsonNode message) => Pairs(message, _ => true, true);

    private static IEnumerable<string> Pairs(JsonNode message, Func<JsonNode, bool> what, bool wanted) =>
        ExtensionCases.ShortName(message) is not string place ? [] : ExtensionCases.Extensions(message["fields"])
            .Where(extension => what(extension) == wanted).Select(extension => $"{ExtensionCases.Number(extension)} {place}");

    /// <summary>Those that the program of the recording made: OpenSSL made the others and its own form of them.</summary>
    private static IEnumerable<string> Made(JsonNode message) =>
        Pairs(message).Where(pair => !OfOpenSsl.Contains(pair.Split(' ')[0]));
}
