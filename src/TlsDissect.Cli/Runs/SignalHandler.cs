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
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = End(ExitCode.Interrupted));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = End(ExitCode.Terminated));
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

    /// <summary>Takes a signal. Returns whether the program ends in its own time: a second signal ends it at once.</summary>
    /// <param name="code">The exit code.</param>
    public bool End(int code)
    {
        bool isFirst = Code is null;
        if (!isFirst) AtOnce?.Invoke();
        Code ??= code;
        _source.Cancel();
        return isFirst;
    }
}
