using System.Text.RegularExpressions;
using TlsDissect.Output.Text.Lessons;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Output.Text.Lessons;

/// <summary>A step is one to three plain sentences.</summary>
public partial class LessonEnglishTests
{
    private const int MostSentences = 3;
    private const int MostWords = 24;

    [Fact]
    public void A_step_is_one_to_three_sentences_of_under_25_words()
    {
        foreach (string text in Steps())
        {
            string[] sentences = [.. Sentences(text)];
            Assert.True(sentences.Length is >= 1 and <= MostSentences, text);
            Assert.All(sentences, sentence => Assert.True(sentence.Split(' ').Length <= MostWords, sentence));
        }
    }

    [Fact]
    public void So_are_the_explanations_without_a_number() =>
        Assert.All(LessonNotes.All,
            text => Assert.All(Sentences(text), sentence => Assert.True(sentence.Split(' ').Length <= MostWords, sentence)));

    [Fact]
    public void No_text_has_words_that_are_avoided() =>
        Assert.All(Steps().Concat(LessonNotes.All), text => Assert.DoesNotMatch(Avoided(), text));

    [Fact]
    public void Each_heading_of_a_lesson_is_its_own() =>
        Assert.All(LessonTable.All, lesson => Assert.Equal(lesson.Steps.Length, lesson.Steps.Select(step => step.Name).Distinct().Count()));

    /// <summary>All texts of all steps, for connections that differ in what texts depend on.</summary>
    private static IEnumerable<string> Steps() =>
        from facts in Facts()
        from lesson in LessonTable.All
        from step in lesson.Steps
        select step.Text(facts);

    private static IEnumerable<LessonFacts> Facts()
    {
        yield return new LessonFacts(LessonPlanTests.Connection(0x009c, "C client_hello"));
        yield return new LessonFacts(LessonPlanTests.Connection(0x003b, "C client_hello"));
        ConnectionSummary given = LessonPlanTests.Connection(0x009c, "C client_hello");
        (given.Secret, given.Key) = (SecretSource.RsaKey, "server.key");
        yield return new LessonFacts(given);
        ConnectionSummary refused = LessonPlanTests.Connection(0x009c, "C client_hello");
        refused.Outcome = new ConnectionOutcome(OutcomeResult.Refused, "") { By = Sender.Client, Alert = AlertDescription.UnknownCa };
        yield return new LessonFacts(refused);
    }

    private static IEnumerable<string> Sentences(string text) => SentenceEnd().Split(text).Where(sentence => sentence.Length > 0);

    [GeneratedRegex(@"(?<=[.?!])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\b(nobody|whoever|opens?|opened|so much|as they stand|what is no)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Avoided();
}
