namespace TlsDissect.Cli;

/// <summary>The program's exit codes.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>
    /// An input could not be read (everything before that point is still written), a connection that was asked for does not exist, or there
    /// was an internal error.
    /// </summary>
    public const int InputFailed = 1;

    /// <summary>The command line, a key file or a filter is invalid. Nothing was read.</summary>
    public const int Usage = 2;

    /// <summary>No permission, or no such interface.</summary>
    public const int NotPermitted = 3;

    /// <summary>What <c>--fail-on</c> names holds. Every other failure comes first.</summary>
    public const int ConditionHolds = 4;

    /// <summary>Rows of a scan could not be written: the same command does the rest.</summary>
    public const int OutputFailed = 5;

    /// <summary>The exit code for a refused capture.</summary>
    public static int Of(Capture.Sources.CaptureRefusal refusal) => refusal switch
    {
        Capture.Sources.CaptureRefusal.None or Capture.Sources.CaptureRefusal.Compressed => InputFailed,
        Capture.Sources.CaptureRefusal.Filter => Usage,
        _ => NotPermitted,
    };

    public const int Interrupted = 130;

    public const int Terminated = 143;
}
