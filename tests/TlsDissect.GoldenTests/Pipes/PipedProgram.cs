using System.Diagnostics;
using System.Text;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Pipes;

/// <summary>The program at work on a pipe that is not at its end yet.</summary>
internal sealed class PipedProgram : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    public PipedProgram(string folder, params string[] arguments)
    {
        _process = Spawned.Start(folder, [], arguments);
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    /// <summary>The lines of connections so far.</summary>
    public int Connections => Output.Split("""{"type":"connection",""").Length - 1;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _process.StandardInput.BaseStream.Write(bytes);
        _process.StandardInput.BaseStream.Flush();
    }

    /// <summary>Waits until something has happened, while the pipe stays open.</summary>
    public void Until(Func<bool> happened) => Patience.Until(happened, () => $"it wrote:\n{Output}\n{Errors}", HasEnded);

    /// <summary>The pipe's end, unless the program ends before it.</summary>
    public RunResult Close()
    {
        _process.StandardInput.Close();
        return WaitForEnd();
    }

    public RunResult WaitForEnd()
    {
        Assert.True(_process.WaitForExit(Patience.Limit), $"did not end; it wrote:\n{Output}\n{Errors}");
        // Without a limit: until the last line was handed over.
        _process.WaitForExit();
        return new RunResult(_process.ExitCode, Encoding.UTF8.GetBytes(Output), Errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private bool HasEnded()
    {
        if (!_process.HasExited) return false;
        _process.WaitForExit();
        return true;
    }

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
