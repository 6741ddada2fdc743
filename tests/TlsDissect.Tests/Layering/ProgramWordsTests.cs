namespace TlsDissect.Tests.Layering;

/// <summary>Users of the libraries have no command line: only Cli names its options and commands.</summary>
public class ProgramWordsTests
{
    [Theory]
    [InlineData("TlsDissect")]
    [InlineData("TlsDissect.Capture")]
    public void No_text_or_documentation_of_a_library_names_the_command_line(string library)
    {
        string folder = Path.Combine(Repository.Root, "src", library);
        string[] files = [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(IsSource)];
        Assert.True(files.Length > 40, "the sources were not found");
        Assert.Empty(files.SelectMany(path => ProgramWords.Of(Path.GetRelativePath(folder, path), File.ReadAllText(path))));
    }

    [Theory]
    [InlineData("\"provide the key (--key)\"", "--key")]
    [InlineData("$\"{a}: use --key-password-file or not\"", "--key-password-file")]
    [InlineData("$\"{a} (--dh-key){b}\"", "--dh-key")]
    [InlineData("@\"the variable TLSDISSECT_KEY_PASSWORD\"", "TLSDISSECT_KEY_PASSWORD")]
    [InlineData("\"--key\"u8", "--key")]
    [InlineData("\"\"\"a --key\"\"\"", "--key")]
    [InlineData("$\"xz -dc {a} | tlsdissect read -\"", "tlsdissect read")]
    public void A_word_of_the_program_in_a_text_is_found(string text, string word) =>
        Assert.Equal([$"A.cs(3): {word}"], ProgramWords.Of("A.cs", $"class A\n{{\n    string B => {text};\n}}"));

    [Theory]
    [InlineData("public class A { /// <summary>As <c>--key</c>.</summary>\n public int B; }")]
    [InlineData("/// <remarks>As with --key.</remarks>\npublic enum A { B }")]
    [InlineData("public enum A {\n /// <summary>With --key.</summary>\n B }")]
    [InlineData("public interface A {\n /// <param name=\"c\">See --key.</param>\n void B(int c); }")]
    [InlineData("namespace N;\n/// <summary>With --key.</summary>\npublic record struct A(int B);")]
    public void A_word_in_public_documentation_is_found(string source) =>
        Assert.EndsWith("--key", Assert.Single(ProgramWords.Of("A.cs", source)), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"-----BEGIN PRIVATE KEY-----\"")]
    [InlineData("\"an internal error of tlsdissect ended the reading\"")]
    [InlineData("\"start the program with SSLKEYLOGFILE set\"")]
    [InlineData("\"ssh-keygen -p -m PEM -f FILE\"")]
    [InlineData("b--.ToString()")]
    [InlineData("b /* not --key */")]
    public void Other_text_is_let_through(string text) =>
        Assert.Empty(ProgramWords.Of("A.cs", $"class A\n{{\n    string B => {text};\n}}"));

    [Theory]
    [InlineData("internal class A {\n /// <summary>With --key.</summary>\n public int B; }")]
    [InlineData("public class A {\n /// <summary>With --key.</summary>\n private int B; }")]
    public void Documentation_that_no_user_reads_is_let_through(string source) => Assert.Empty(ProgramWords.Of("A.cs", source));

    private static bool IsSource(string path) => !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj");
}
