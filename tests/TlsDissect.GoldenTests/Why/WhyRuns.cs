using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Why;

/// <summary><c>why</c> over the capture of a case.</summary>
internal static partial class WhyRuns
{
    /// <summary>The certificate of most cases.</summary>
    public const string Server = "CN=server.example,O=TlsDissect (SHA-256 32308374508f8a68...)";

    /// <summary>The text. Columns are two blanks apart, unless a width is given.</summary>
    public static RunResult Of(string name, params string[] options)
    {
        CaptureCase of = CaptureCase.Of(name);
        RunResult result = InProcess.Run(of.Folder, ["why", of.Capture, .. options]);
        return options.Contains("--width") ? result : result with { Output = Encoding.UTF8.GetBytes(Gap().Replace(result.Text, "  ")) };
    }

    /// <summary>The lines of JSON.</summary>
    public static JsonNode[] Json(string name, params string[] options) =>
        [.. Of(name, ["--format", "json", .. options]).Lines.Select(line => JsonNode.Parse(line)!)];

    /// <summary>Columns are as wide as their longest cell.</summary>
    [GeneratedRegex(@"(?<=\S) {2,}")]
    private static partial Regex Gap();
}
