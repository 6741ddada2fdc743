using System.Text.RegularExpressions;

namespace TlsDissect.Tests.Layering;

/// <summary>
/// Lines of tests that hold on an idle machine only: they wait for a fixed time, give something less than a minute, or compare a clock with
/// a limit.
/// </summary>
internal static partial class FixedTimes
{
    public static IEnumerable<string> Of(string source) =>
        source.Split('\n').Select(line => line.Trim())
            .Where(line => !line.StartsWith("//", StringComparison.Ordinal) &&
                (Wait().IsMatch(line) || ShortLimit().IsMatch(line) || Clock().IsMatch(line)));

    [GeneratedRegex(@"\bThread\.Sleep\(|\bTask\.Delay\(")]
    private static partial Regex Wait();

    [GeneratedRegex(
        @"(\.(WaitForExit(Async)?|Join|WaitAsync|WaitAll|Wait|WaitOne|SpinUntil|CancelAfter)|" +
        @"new CancellationTokenSource|CancellationTokenSource \w+ = new)\(.*\b(FromMilliseconds\(|FromSeconds\([1-5]?\d\b)|" +
        @"TimeSpan (Patience|Limit|Timeout) = TimeSpan\.(FromMilliseconds\(|FromSeconds\([1-5]?\d\b)|" +
        @"\.(WaitForExit|Join)\(\d+\)|""timeout"", ""[1-9]?\d""")]
    private static partial Regex ShortLimit();

    [GeneratedRegex(@"\bAssert\..*\b(Elapsed\w*|watch)\b")]
    private static partial Regex Clock();
}
