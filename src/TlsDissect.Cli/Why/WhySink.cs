using System.Buffers;
using TlsDissect.Cli.Runs;

namespace TlsDissect.Cli.Why;

/// <summary>Compares each connection of a part with the keys when it is over.</summary>
/// <param name="part">Takes it.</param>
/// <param name="run">The run of the part.</param>
/// <param name="output">Receives a line of JSON for each connection; <c>null</c> for text.</param>
internal sealed class WhySink(WhyPart part, DissectionRun run, IBufferWriter<byte>? output) : IConnectionSink
{
    public bool WantsApplicationData(ConnectionView connection) => false;

    public void OnEnd(ConnectionSummary connection)
    {
        ConnectionFit fit = part.Add(connection, run.Keys);
        if (output is not null) WhyJson.Write(output, fit, run.Captures.Of(connection.Id));
    }

    /// <summary>Adds the secrets of the last capture: the run is over.</summary>
    public void Complete() => part.Complete(run.Keys);
}
