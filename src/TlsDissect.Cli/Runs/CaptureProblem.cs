namespace TlsDissect.Cli.Runs;

/// <summary>A warning about a capture, or why it could not be read to its end.</summary>
/// <param name="Capture">Its name.</param>
/// <param name="Packet">The number of the last packet before; 0 if there was none.</param>
/// <param name="Text">A sentence. Those of failures begin with the name.</param>
/// <param name="IsFailure">Whether the capture could not be read, or not to its end.</param>
internal readonly record struct CaptureProblem(string Capture, long Packet, string Text, bool IsFailure = false)
{
    /// <summary>The capture's name and the problem.</summary>
    public string Line => Text.StartsWith(Capture, StringComparison.Ordinal) ? Text : $"{Capture}: {Text}";

    /// <summary>The text without the path in front.</summary>
    public string TextWithout(string path) => Text.StartsWith($"{path}: ", StringComparison.Ordinal) ? Text[(path.Length + 2)..] : Text;
}
