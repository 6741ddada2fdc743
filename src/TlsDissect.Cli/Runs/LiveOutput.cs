using TlsDissect.Cli.Lists;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Runs;

/// <summary>The output of a live run.</summary>
/// <param name="Path">The file, or <c>null</c> for standard output.</param>
/// <param name="Force">Whether existing files may be replaced.</param>
/// <param name="Json">Whether it is JSON Lines of connections, not text or a list.</param>
/// <param name="Events">With JSON: whether every event is a line too.</param>
/// <param name="Steps">With text: whether each step of a handshake is a line.</param>
/// <param name="Text">Options of text.</param>
internal sealed record LiveOutput(string? Path, bool Force, bool Json, bool Events, bool Steps, TextOptions Text)
{
    /// <summary>How a list with a row for each connection is written; <c>null</c> if it is not a list.</summary>
    public ListOutput? List { get; init; }
}
