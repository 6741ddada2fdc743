namespace TlsDissect.Cli.Runs;

/// <summary>Thrown when a signal comes before there is anything to write.</summary>
/// <param name="code">The exit code.</param>
internal sealed class InterruptedException(int code) : Exception("interrupted")
{
    /// <summary>The exit code.</summary>
    public int Code => code;
}
