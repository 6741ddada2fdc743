using TlsDissect.Capture.Running;
using TlsDissect.Capture.Sources;

namespace TlsDissect.Cli.Runs;

/// <summary>Which option helps where a run warns.</summary>
internal static class RunAdvice
{
    /// <summary>To be put after the warning's text.</summary>
    public static string For(RunWarning about) => about switch
    {
        RunWarning.FragmentsDropped => "; raise --max-fragmented or --max-fragment-bytes",
        RunWarning.KeyLogInComment => ": save it to a file and give it with --keylog",
        RunWarning.Compressed => CaptureAdvice.For(CaptureRefusal.Compressed),
        _ => "",
    };
}
