namespace TlsDissect.Tests.Wording;

/// <summary>Lines fit beside each other on a screen, and in a review.</summary>
public class LineWidthTests
{
    [Fact]
    public void Code_ends_at_column_140()
    {
        string[] files = [.. RepositoryFiles.Ending(".cs")];
        Assert.True(files.Length > 700, "the sources were not found");
        string[] wide = [.. files.SelectMany(path => LineWidth.OfSource(RepositoryFiles.Read(path)).Select(line => $"{path}({line})"))];
        Assert.True(wide.Length == 0, string.Join('\n', wide));
    }

    [Fact]
    public void Pages_end_at_column_120()
    {
        string[] files = [.. RepositoryFiles.Ending(".md")];
        Assert.True(files.Length > 20, "the pages were not found");
        string[] wide = [.. files.SelectMany(path => LineWidth.OfPage(RepositoryFiles.Read(path)).Select(line => $"{path}({line})"))];
        Assert.True(wide.Length == 0, string.Join('\n', wide));
    }

    [Fact]
    public void A_long_line_of_code_is_found()
    {
        string name = new('A', LineWidth.OfCode);

        Assert.Equal([2], LineWidth.OfSource($"class B;\nclass {name};"));
        Assert.Equal([1], LineWidth.OfSource($"// {name}"));
        Assert.Equal([1], LineWidth.OfSource($"class C {{ string D => \"{name}\"; }}"));
        Assert.Empty(LineWidth.OfSource($"class {name[..(LineWidth.OfCode - 7)]};"));
    }

    [Fact]
    public void A_long_line_of_a_raw_string_is_data()
    {
        string data = new('A', LineWidth.OfCode);

        Assert.Empty(LineWidth.OfSource($"class C {{ string D => \"\"\"\n    {data}\n    \"\"\"; }}"));
        Assert.Empty(LineWidth.OfSource($"class C {{ string D => $\"\"\"\n    {{1}} {data}\n    {data}\n    \"\"\"; }}"));
        Assert.Equal([4], LineWidth.OfSource($"class C {{ string D => \"\"\"\n    {data}\n    \"\"\";\n    int {data};\n}}"));
    }

    [Fact]
    public void A_long_line_of_a_page_is_found()
    {
        string words = new('a', LineWidth.OfPages + 1);

        Assert.Equal([3], LineWidth.OfPage($"# A\n\n{words}\n"));
        Assert.Equal([1, 5], LineWidth.OfPage($"{words}\n```\n{words}\n```\n- {words}"));
        Assert.Empty(LineWidth.OfPage($"| {words} |\n[a]({words})\n{words[..LineWidth.OfPages]}"));
    }
}
