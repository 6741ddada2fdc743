using System.Collections.Immutable;
using TlsDissect.Output.Tables;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Lists;

/// <summary>How a list of connections is written.</summary>
/// <param name="Format"><c>table</c>, <c>csv</c>, <c>tsv</c> or <c>json</c>.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Style">Width and colours of a table.</param>
internal sealed record ListOutput(string Format, ImmutableArray<ConnectionColumn> Columns, TextOptions Style)
{
    /// <summary>The format for people.</summary>
    public const string Table = "table";

    /// <summary>Comma-separated values.</summary>
    public const string Csv = "csv";

    /// <summary>Tab-separated values.</summary>
    public const string Tsv = "tsv";

    /// <summary>JSON Lines.</summary>
    public const string Json = "json";

    /// <summary>The order of the rows; <c>null</c> for that in which connections end.</summary>
    public RowOrder? Order { get; init; }

    /// <summary>Limit, in bytes, on rows that wait to be sorted.</summary>
    public long MaxSortedBytes { get; init; } = long.MaxValue;
}
