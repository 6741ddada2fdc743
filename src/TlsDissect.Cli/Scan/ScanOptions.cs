using TlsDissect.Cli.Files;
using TlsDissect.Cli.Lists;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Scan;

/// <summary>How each capture of a scan is dissected, and where its rows go.</summary>
internal sealed record ScanOptions
{
    /// <summary>Keys and options of every capture. It has no captures itself.</summary>
    public required RunInput Run { get; init; }

    /// <summary>The folder of the rows.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder of the secrets; <c>null</c> if they are not wanted.</summary>
    public string? SecretsFolder { get; init; }

    /// <summary>The format of the rows and, for CSV and TSV, their columns.</summary>
    public required ListOutput Rows { get; init; }

    /// <summary>What the rows are made with.</summary>
    public required ScanIdentity Identity { get; init; }

    /// <summary>Whether rows have the SHA-256 of their capture.</summary>
    public bool HashCaptures { get; init; }

    /// <summary>Whether rows that are there are replaced.</summary>
    public bool Replace { get; init; }

    /// <summary>
    /// Only captures with one of these reasons in their rows, which are replaced: bits as in <see cref="ExitFacts.Reasons"/>; <c>null</c>
    /// for all captures.
    /// </summary>
    public uint? Again { get; init; }

    /// <summary>Limit, in bytes, on the memory of a capture's connections.</summary>
    public long Memory { get; init; }

    /// <summary>Whether rows are JSON.</summary>
    public bool IsJson => Rows.Format == ListOutput.Json;

    /// <summary>Where the rows of a capture are or will be.</summary>
    public string PathOf(ScanItem item) => Path.Combine(Folder, item.Id + Extension);

    /// <summary>Where its secrets are or will be.</summary>
    public string? SecretsPathOf(ScanItem item) => SecretsFolder is null ? null : Path.Combine(SecretsFolder, item.Id + SecretsExtension);

    /// <summary>Where the secrets are that were written with a file of rows; <c>null</c> without a folder for them.</summary>
    public string? SecretsPathOf(string rows) =>
        SecretsFolder is null ? null : Path.Combine(SecretsFolder, Path.GetFileName(rows)[..^Extension.Length] + SecretsExtension);

    /// <summary>
    /// The rule for its files: never an input. A scheduler may run a task twice at once, if its node was lost and came back: both make the
    /// same files, so that either may replace the other's.
    /// </summary>
    public OutputRule Rule => new(Run.Files, mayReplace: true);

    private const string SecretsExtension = ".keylog";

    /// <summary>What the names of files of rows end with.</summary>
    public string Extension => IsJson ? ".jsonl.zst" : $".{(Rows.Format == "text" ? "txt" : Rows.Format)}.zst";
}
