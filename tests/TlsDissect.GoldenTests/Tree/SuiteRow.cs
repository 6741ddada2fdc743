namespace TlsDissect.GoldenTests.Tree;

/// <summary>A row of <c>captures/suites/suites.tsv</c>: it replaces <c>make.sh</c>.</summary>
/// <param name="Case">The case.</param>
/// <param name="Stack">Whose script in <c>tools/stacks</c> records it.</param>
/// <param name="Version">In the script's words.</param>
/// <param name="Cipher">In the stack's words.</param>
/// <param name="Comment">The registered name, the version, the program.</param>
internal sealed record SuiteRow(string Case, string Stack, string Version, string Cipher, string Comment)
{
    public static IReadOnlyList<SuiteRow> All { get; } =
    [
        .. File.ReadLines(Path.Combine(Repository.Captures, "suites", "suites.tsv")).Skip(1).Select(line => line.Split('\t'))
            .Select(cells => new SuiteRow(cells[0], cells[1], cells[2], cells[3], cells[4])),
    ];
}
