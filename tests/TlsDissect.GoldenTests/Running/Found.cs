using System.Collections.Concurrent;

namespace TlsDissect.GoldenTests.Running;

/// <summary>A finding of a connection, as the JSON has it.</summary>
internal sealed record Found(string Id, string Severity)
{
    /// <summary>Several tests look at the same case.</summary>
    private static readonly ConcurrentDictionary<(string Case, string Options), Lazy<Found[][]>> Cases = new();

    /// <summary>
    /// The findings of each connection of a case, in the order of their first packets. Words of the options have a space between them.
    /// </summary>
    public static Found[][] In(string name, string options = "") =>
        Cases.GetOrAdd((name, options), _ => new(() => Read(name, options.Split(' ', StringSplitOptions.RemoveEmptyEntries)))).Value;

    private static Found[][] Read(string name, string[] options) =>
        [.. Contract.Connections(InProcess.Read(CaptureCase.Of(name), ["--format", "json", .. options]))
            .OrderBy(connection => (long)connection["id"]!)
            .Select(connection => connection["findings"]!.AsArray()
                .Select(finding => new Found((string)finding!["id"]!, (string)finding["severity"]!)).ToArray())];
}
