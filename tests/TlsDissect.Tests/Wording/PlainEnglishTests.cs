namespace TlsDissect.Tests.Wording;

/// <summary>Comments, messages, help and pages are plain technical English, as far as patterns can tell.</summary>
public class PlainEnglishTests
{
    private static readonly string[] Endings = [".cs", ".md", ".sh", ".tsv", ".py", "tshark-lacks.txt"];

    [Fact]
    public void Sources_and_pages_have_no_phrase_with_a_plainer_one()
    {
        string[] files = [.. RepositoryFiles.Ending(Endings).Where(IsSearched)];
        Assert.True(files.Length > 1000, "the sources were not found");
        string[] violations =
            [.. files.AsParallel().AsOrdered().SelectMany(path => PlainEnglish.Violations(path, RepositoryFiles.Read(path)))];
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }

    [Theory]
    [InlineData("a.md", "A file that is no capture is skipped.", "is no capture")]
    [InlineData("a.md", "Files that are\nno captures", "are no captures")]
    [InlineData("a.md", "Which of them is none?", "is none")]
    [InlineData("a.md", "Such files are passed over.", "passed over")]
    [InlineData("a.md", "After so many bytes", "so many")]
    [InlineData("a.md", "Nobody asked.", "Nobody")]
    [InlineData("a.md", "Records as they stand on the wire.", "as they stand")]
    [InlineData("a.md", "It is decrypted all the same, later.", "all the same")]
    [InlineData("a.md", "What stays closed", "stays closed")]
    [InlineData("a.md", "## What is in a case", "What is")]
    [InlineData("a.sh", "# Scripts that are\n# no tests", "are no tests")]
    [InlineData("A.cs", "/// <summary>A line that is no\n/// comment.</summary>\nclass A;", "is no comment")]
    [InlineData("A.cs", "/// <summary>What is read.</summary>\nclass A;", "What is")]
    [InlineData("A.cs", "// whoever reads it\nclass A;", "whoever")]
    [InlineData("A.cs", "/* in\n * vain */\nclass A;", "in vain")]
    [InlineData("A.cs", "class A { string B => \"this is no key\"; }", "is no key")]
    [InlineData("A.cs", "class A { string B => $\"{1} is no key\"; }", "is no key")]
    [InlineData("A.cs", "class A { string B => \"\"\"\n    a line\n    made anew\n    \"\"\"; }", "anew")]
    public void A_phrase_is_found(string path, string text, string phrase) =>
        Assert.Contains($"'{phrase}': write ", Assert.Single(PlainEnglish.Violations(path, text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("a.md", "There is no capture, and there are none in the folder; it is no longer read.")]
    [InlineData("a.md", "It is no more than a guess, and all the same length.")]
    [InlineData("a.md", "What is a key log? A file with secrets.")]
    [InlineData("a.md", "It takes one pass over the payload, and passes over the network.")]
    [InlineData("A.cs", "class A { bool nobody => is_no_key; int No(int so, int many) => so * many; }")]
    [InlineData("A.cs", "class A { string B => \"this is\" + \"no key\"; }")]
    public void Plain_English_is_let_through(string path, string text) => Assert.Empty(PlainEnglish.Violations(path, text));

    [Fact]
    public void A_phrase_is_found_in_its_line()
    {
        string source = "/// <summary>A.\n/// B.</summary>\nclass A {\n    // made anew\n}";

        Assert.Equal("A.cs(4): 'anew': write again", Assert.Single(PlainEnglish.Violations("A.cs", source)));
    }

    /// <summary>Not these two, which have the phrases as text.</summary>
    private static bool IsSearched(string path) =>
        Path.GetFileName(path) is not ("PlainEnglish.cs" or "PlainEnglishTests.cs" or "LessonEnglishTests.cs");
}
