using System.Runtime.InteropServices;

namespace TlsDissect.Cli.Runs;

/// <summary>Handles Ctrl-C and SIGTERM: stops reading, and provides the exit code. Complete results are still written.</summary>
internal sealed class SignalHandler : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public SignalHandler()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, ExitCode.Interrupted));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, ExitCode.Terminated));
    }

    public CancellationToken Token => _source.Token;

    /// <summary>The exit code of the signal that was received, or <c>null</c>.</summary>
    public int? Code { get; private set; }

    /// <summary>Called by a second signal before it ends the program.</summary>
    public Action? AtOnce { get; set; }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void End(PosixSignalContext context, int code)
    {
        // A second signal ends the program at once.
        if (Code is not null) AtOnce?.Invoke();
        context.Cancel = Code is null;
        Code ??= code;
        _source.Cancel();
    }
}
