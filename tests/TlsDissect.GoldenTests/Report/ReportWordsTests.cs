using System.Text.Json;
using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Report;

public partial class ReportWordsTests
{
    public static TheoryData<string> Cases =>
    [
        "mutual-tls12", "mutual-tls13", "refused", "renegotiation-tls12", "ssl2-des-64-cbc-md5", "hostile-names", "hello-retry-request",
        "tls13-psk-ke", "no-key", "tls13-rsa-key", "lossy", "ech-accepted", "resumed-by-ticket", "judged-trust",
    ];

    /// <summary>The page's sentences are those of the terminal, in its order.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_page_says_what_the_terminal_says(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        string terminal = Blanks().Replace(InProcess.Read(of, "--explain").Text, " ");
        ReportFile page = new(InProcess.Run(of.Folder, ["report", "--quiet", .. of.Arguments]).Output);

        Assert.NotEmpty(page.Connections);
        int at = 0;
        foreach (JsonElement connection in page.Connections)
        {
            JsonElement words = connection.GetProperty("words");
            foreach (string sentence in Sentences(words))
            {
                int found = terminal.IndexOf(Blanks().Replace(sentence, " "), at, StringComparison.Ordinal);
                Assert.True(found >= 0, $"not in the text output, or not in this place: {sentence}");
                at = found;
            }
        }
    }

    /// <summary>In the order of the text output.</summary>
    private static IEnumerable<string> Sentences(JsonElement words)
    {
        yield return words.GetProperty("decrypted").GetString()!;
        yield return words.GetProperty("authenticated").GetString()!;
        if (words.TryGetProperty("suite", out JsonElement suite)) yield return suite.GetString()!;
        yield return words.GetProperty("data").GetString()!;
        foreach (JsonElement step in words.GetProperty("ladder").EnumerateArray())
        {
            foreach (string member in (string[])["rule", "text"])
            {
                if (step.TryGetProperty(member, out JsonElement text)) yield return text.GetString()!;
            }

            foreach (string sentence in Lessons(step)) yield return sentence;
            if (step.TryGetProperty("explanation", out JsonElement explanation)) yield return explanation.GetString()!;
        }

        yield return words.GetProperty("closing").GetProperty("heading").GetString()!;
    }

    private static IEnumerable<string> Lessons(JsonElement step) =>
        step.TryGetProperty("lessons", out JsonElement lessons)
            ? lessons.EnumerateArray().SelectMany(lesson => lesson.EnumerateObject()).Select(member => member.Value.GetString()!)
            : [];

    /// <summary>Line ends, and the bar in front of explanations.</summary>
    [GeneratedRegex(@"[\s│]+")]
    private static partial Regex Blanks();
}
