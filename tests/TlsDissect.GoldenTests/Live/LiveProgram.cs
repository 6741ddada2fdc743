using System.Diagnostics;
using System.Text;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Live;

/// <summary><c>tlsdissect live</c> at work, until it is told to end.</summary>
internal sealed class LiveProgram : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private LiveProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    /// <summary>Starts it in a namespace and returns when it listens.</summary>
    public static LiveProgram Listen(string space, params string[] arguments)
    {
        LiveProgram program = Start(space, [], AppContext.BaseDirectory, arguments);
        program.Until(() => program.Errors.Contains("listening on", StringComparison.Ordinal));
        return program;
    }

    /// <summary>Starts it.</summary>
    /// <param name="space">The namespace.</param>
    /// <param name="before">What runs it, with its arguments.</param>
    /// <param name="folder">Where the program is.</param>
    /// <param name="arguments">After <c>live</c>.</param>
    public static LiveProgram Start(string space, string[] before, string folder, params string[] arguments) =>
        new(LiveNetwork.Start(space, LiveNetwork.Keys,
            [.. before, "dotnet", Path.Combine(folder, "tlsdissect.dll"), "live", .. arguments]));

    /// <summary>Starts another program in a namespace.</summary>
    public static LiveProgram StartOther(string space, params string[] command) => new(LiveNetwork.Start(space, LiveNetwork.Keys, command));

    public void PressEnter() => _process.StandardInput.WriteLine();

    /// <summary>Waits until something has happened; when the program has ended, it has happened or never will.</summary>
    public void Until(Func<bool> happened) => Patience.Until(happened, Wrote, () =>
    {
        bool ended = _process.HasExited;
        // Without a limit: until the last line was handed over.
        if (ended) _process.WaitForExit();
        return ended;
    });

    /// <summary>As a service manager does.</summary>
    public RunResult Terminate()
    {
        Signal("TERM");
        return WaitForEnd();
    }

    public void Signal(string name) => OtherProcess.Run("kill", LiveNetwork.Keys, null, $"-{name}", $"{_process.Id}");

    public RunResult WaitForEnd()
    {
        Assert.True(_process.WaitForExit(Patience.Limit), $"did not end: {Wrote()}");
        // As above.
        _process.WaitForExit();
        return new RunResult(_process.ExitCode, Encoding.UTF8.GetBytes(Output), Errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private string Wrote() => $"it wrote:\n{Output}\n{Errors}";

    private static void Append(StringBuilder to, string? line)
    {
        if (line is null) return;
        lock (to) to.Append(line).Append('\n');
    }

    private static string Text(StringBuilder of)
    {
        lock (of) return of.ToString();
    }
}
