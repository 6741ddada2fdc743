using System.Diagnostics;
using System.Globalization;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Outputs;

/// <summary>A run that has read most of a capture through a pipe and waits for the rest, so that an event hits it in the middle.</summary>
internal sealed class UnfinishedRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly FileStream _pipe;

    /// <summary>Starts it.</summary>
    /// <param name="writing">The folder.</param>
    /// <param name="command">The command.</param>
    /// <param name="options">More arguments.</param>
    public UnfinishedRun(Writing writing, string command, params string[] options)
    {
        byte[] file = File.ReadAllBytes(writing["capture.pcap"]);
        // The connection has not ended, nor has all been said.
        byte[] part = PcapEdit.Part(file, 0, PcapEdit.RecordStarts(file).Count - 30);
        string pipe = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():N}");
        Assert.Equal(0, OtherProcess.Run("mkfifo", writing.Folder, null, pipe).Code);
        _process = Spawned.Start(writing.Folder, [], Writing.Arguments(command, pipe, options));
        Task<FileStream> opening = Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0));
        Assert.True(opening.Wait(Patience), "the program does not read");
        _pipe = opening.Result;
        File.Delete(pipe);
        // A pipe holds 64 KB: what is before them has been read when this returns.
        Assert.True(Task.Run(() => _pipe.Write(part)).Wait(Patience), "the program does not read on");
    }

    /// <summary>Sends a signal.</summary>
    public RunResult Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-s", name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        return Spawned.Run(_process);
    }

    /// <summary>The capture ends.</summary>
    public RunResult End()
    {
        _pipe.Dispose();
        return Spawned.Run(_process);
    }

    public void Dispose() => _pipe.Dispose();
}
