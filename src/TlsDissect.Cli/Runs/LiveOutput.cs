using System.Collections.Immutable;
using TlsDissect.Output.Tables;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Runs;

/// <summary>The output of a live run.</summary>
/// <param name="Path">The file, or <c>null</c> for standard output.</param>
/// <param name="Force">Whether existing files may be replaced.</param>
/// <param name="Json">Whether it is JSON Lines, not text.</param>
/// <param name="Events">With JSON: whether every event is a line too.</param>
/// <param name="Steps">With text: whether each step of a handshake is a line.</param>
/// <param name="Text">Options of text.</param>
internal sealed record LiveOutput(string? Path, bool Force, bool Json, bool Events, bool Steps, TextOptions Text)
{
    /// <summary>The columns of a list with a line for each connection; <c>null</c> if it is not a list.</summary>
    public ImmutableArray<ConnectionColumn>? Columns { get; init; }
}
