using TlsDissect.Capture.Running;
using TlsDissect.Capture.Sources;
using TlsDissect.Findings.Earlier;

namespace TlsDissect.Cli.Runs;

/// <summary>The options that help against a warning.</summary>
internal static class RunAdvice
{
    /// <summary>The warnings that a limit kept connections from being compared with all earlier ones.</summary>
    /// <param name="earlier">The earlier connections; <c>null</c> if they are not compared.</param>
    public static IEnumerable<string> Incomplete(EarlierConnections? earlier)
    {
        if (earlier is { HasForgottenValues: true })
            yield return "not every repeat of a random or key was found: those of early connections were forgotten; " +
                "raise --limit repeated-values=N";
        if (earlier is { HasForgottenServers: true })
            yield return "not every failure was compared with earlier connections of its server: some servers were forgotten; " +
                "raise --limit known-servers=SIZE";
        if (earlier is { HasUntestedModuli: true })
            yield return "not every Diffie-Hellman modulus was tested for primality: that takes time, and there are many; " +
                "raise --limit moduli=N";
    }

    /// <summary>The warnings of a run that has ended: limits over all connections that were reached.</summary>
    /// <param name="input">The run.</param>
    /// <param name="trialsRanOut">Whether the limit on trial decryption was.</param>
    /// <param name="earlier">The earlier connections; <c>null</c> if they are not compared.</param>
    public static IEnumerable<string> AtEnd(RunInput input, bool trialsRanOut, EarlierConnections? earlier)
    {
        if (trialsRanOut) yield return DissectionRun.TrialWarning(input);
        if (input.Options.Memory is { Ended: > 0 } memory)
            yield return input.IsFirstReading ? MemoryWarning.WhileSelecting(memory) : MemoryWarning.AtEnd(memory);
        foreach (string incomplete in Incomplete(earlier)) yield return incomplete;
    }

    /// <summary>Text to append to the warning.</summary>
    public static string For(RunWarning about) => about switch
    {
        RunWarning.FragmentsDropped => "; raise --limit fragmented=N or --limit fragment-bytes=SIZE",
        RunWarning.KeyLogInComment => "; save it to a file and give it with --keylog",
        RunWarning.Compressed => CaptureAdvice.For(CaptureRefusal.Compressed),
        _ => "",
    };
}
