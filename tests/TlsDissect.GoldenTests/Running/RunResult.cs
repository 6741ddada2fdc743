using System.Text;

namespace TlsDissect.GoldenTests.Running;

/// <summary>Result of a run of the program.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Results: standard output, or the file it was told to write.</param>
/// <param name="Errors">Standard error.</param>
internal sealed record RunResult(int Code, byte[] Output, string Errors)
{
    public string Text => Encoding.UTF8.GetString(Output);

    public string[] Lines => LinesOf(Text);

    /// <summary>Of JSON: the connections' lines alone, without warnings and the summary.</summary>
    public string[] ConnectionLines => [.. Lines.Where(line => line.StartsWith("{\"type\":\"connection\"", StringComparison.Ordinal))];

    public string[] ErrorLines => LinesOf(Errors);

    private static string[] LinesOf(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
