using TlsDissect.Capture.Running;
using TlsDissect.Capture.Sources;

namespace TlsDissect.Cli.Runs;

/// <summary>The options that help against a warning.</summary>
internal static class RunAdvice
{
    /// <summary>The warning that values of early connections are no longer compared with.</summary>
    public const string RepeatsForgotten =
        "not every repeat of a random or key was found: those of early connections were forgotten; raise --limit repeated-values=N";

    /// <summary>The warning that moduli of later connections were not tested.</summary>
    public const string ModuliUntested =
        "not every Diffie-Hellman modulus was tested for primality: that takes time, and there are many; raise --limit moduli=N";

    /// <summary>Text to append to the warning.</summary>
    public static string For(RunWarning about) => about switch
    {
        RunWarning.FragmentsDropped => "; raise --limit fragmented=N or --limit fragment-bytes=SIZE",
        RunWarning.KeyLogInComment => "; save it to a file and give it with --keylog",
        RunWarning.Compressed => CaptureAdvice.For(CaptureRefusal.Compressed),
        _ => "",
    };
}
