using System.Buffers;
using TlsDissect.Output.Json;

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

    /// <summary>Writes the problem as a line of JSON.</summary>
    /// <param name="output">Receives the line.</param>
    /// <param name="scanned">The capture of a scan, whose rows name it by its place; <c>null</c> for a run of its own, whose failures are
    /// warnings.</param>
    public void WriteRow(IBufferWriter<byte> output, ScannedCapture? scanned)
    {
        if (scanned is null) JsonProblemWriter.WriteWarning(output, new CapturePlace(Capture), Packet, Text);
        else if (IsFailure) JsonProblemWriter.WriteFailure(output, scanned.Place, TextWithout(scanned.Path));
        else JsonProblemWriter.WriteWarning(output, scanned.Place, Packet, TextWithout(scanned.Path));
    }
}
