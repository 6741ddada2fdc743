namespace TlsDissect.Cli;

/// <summary>What the program's exit codes mean.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>An input could not be read, and everything before that point was still written; or an internal error ended a connection or skipped a packet.</summary>
    public const int InputFailed = 1;

    /// <summary>The command line, a key file or a filter is wrong: nothing was read.</summary>
    public const int Usage = 2;

    /// <summary>No permission, or no such interface.</summary>
    public const int NotPermitted = 3;

    /// <summary>What <c>--fail-on</c> names holds. Every other failure comes first.</summary>
    public const int Undecrypted = 4;

    /// <summary>Of a capture that cannot be made or read.</summary>
    public static int Of(Capture.Sources.CaptureRefusal refusal) => refusal switch
    {
        Capture.Sources.CaptureRefusal.None or Capture.Sources.CaptureRefusal.Compressed => InputFailed,
        Capture.Sources.CaptureRefusal.Filter => Usage,
        _ => NotPermitted,
    };

    public const int Interrupted = 130;

    public const int Terminated = 143;
}
