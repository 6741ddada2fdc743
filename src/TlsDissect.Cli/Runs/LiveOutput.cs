using TlsDissect.Output.Text;

namespace TlsDissect.Cli.Runs;

/// <summary>How a live run writes.</summary>
/// <param name="Path">The file, or <c>null</c> for standard output.</param>
/// <param name="Force">Whether files that exist may be replaced.</param>
/// <param name="Json">JSON Lines.</param>
/// <param name="Events">With JSON: a line for every event too.</param>
/// <param name="Steps">With text: a line for each step of a handshake.</param>
/// <param name="Text">How text looks.</param>
internal sealed record LiveOutput(string? Path, bool Force, bool Json, bool Events, bool Steps, TextOptions Text);
