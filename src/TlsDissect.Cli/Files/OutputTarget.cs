using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace TlsDissect.Cli.Files;

/// <summary>
/// Where results go: standard output, a pipe or a device, which are written to as they are, or a file that gets its name when it is complete.
/// </summary>
internal sealed class OutputTarget : IDisposable
{
    private const int BufferSize = 1 << 16;
    private const int StandardOutput = 1;
    private const string Interrupted = "interrupted";

    private readonly PendingFile? _file;
    private readonly string _path = "-";
    private bool _hasEnded;

    private OutputTarget(Stream stream) => Stream = stream;

    private OutputTarget(string path, PendingFile file) => (_path, Stream, _file) = (path, file, file);

    /// <summary>Opens it.</summary>
    /// <param name="path">A file; <c>null</c> or <c>-</c> for standard output.</param>
    /// <param name="rule">What may be written to.</param>
    /// <param name="interruption">Ends the waiting for a pipe's reader.</param>
    /// <exception cref="UsageException">The path must not be written to.</exception>
    public static OutputTarget Open(string? path, OutputRule rule, Interruption interruption)
    {
        if (path is null || IsStandardOutput(path)) return OpenConsole(rule);
        if (Descriptor(path) is int descriptor && OpenDescriptor(path, descriptor, rule) is Stream open) return new OutputTarget(open);
        if (rule.Check(path) is FileKind.Pipe or FileKind.CharacterDevice or FileKind.BlockDevice) return new OutputTarget(OpenAsItIs(path, rule, interruption, BufferSize));
        PendingFile file = new(path, rule);
        rule.Claim(path);
        OutputTarget target = new(path, file);
        interruption.AtOnce = target.KeepAtOnce;
        return target;
    }

    public Stream Stream { get; }

    /// <summary>On a terminal that has it, and NO_COLOR is not set.</summary>
    public bool HasColour { get; private init; }

    /// <summary>The terminal's columns; 0 where there is none.</summary>
    public int Width { get; private init; }

    /// <summary>Whether a path is a name of standard output.</summary>
    public static bool IsStandardOutput(string path) => path == "-" || Descriptor(path) == StandardOutput;

    /// <summary>The run is over: the file gets its name, or where a signal ended it early that of a part.</summary>
    /// <param name="code">The exit code.</param>
    public void Finish(int code)
    {
        if (_file is not null && code is (ExitCode.Interrupted or ExitCode.Terminated)) Keep(Interrupted);
        else Commit();
    }

    /// <summary>All is written: the file gets its name.</summary>
    public void Commit()
    {
        Stream.Flush();
        _file?.Commit();
        _hasEnded = true;
    }

    /// <summary>Discards the output: there is no result, so no file is made.</summary>
    public void Discard()
    {
        _file?.Discard();
        _hasEnded = true;
    }

    /// <summary>Where nothing was said of a file's end, something went wrong: hours of results are not thrown away for a disk that is full.</summary>
    public void Dispose()
    {
        if (!_hasEnded && _file is not null) Keep("not complete");
        Stream.Dispose();
    }

    /// <summary>
    /// A console's stream drops what a pipe's reader no longer takes without a word, and the whole capture would be read for nobody: a pipe is written to as
    /// a file, which fails. A file that several programs write to is not: .NET would keep an offset of its own.
    /// </summary>
    public static Stream OpenStandardOutput(OutputRule rule)
    {
        SafeFileHandle handle = new(StandardOutput, ownsHandle: false);
        rule.Check("standard output", handle);
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected) return Console.OpenStandardOutput();
        FileStream pipe = new(handle, FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    /// <summary>Opens a pipe or a device: it keeps its name and mode, and nothing is made. Opening a pipe waits for its reader.</summary>
    public static Stream OpenAsItIs(string path, OutputRule rule, Interruption interruption, int bufferSize)
    {
        Task<FileStream> opening = Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        try
        {
            opening.Wait(interruption.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InterruptedException(interruption.Code ?? ExitCode.Interrupted);
        }
        catch (AggregateException)
        {
            // Thrown again below, as it was.
        }

        FileStream file = opening.GetAwaiter().GetResult();
        try
        {
            rule.Check(path, file.SafeFileHandle);
            if (UnixFile.Status(file.SafeFileHandle).Kind == FileKind.Regular) throw OutputRule.Exists(path);
        }
        catch (UsageException)
        {
            file.Dispose();
            throw;
        }

        return new BufferedStream(file, bufferSize);
    }

    private void KeepAtOnce()
    {
        if (_file!.KeepAtOnce() is string kept) CommandLine.Complain($"{_path}: {Interrupted}; what was written until then is in {kept}");
    }

    private void Keep(string why)
    {
        _hasEnded = true;
        if (_file!.Keep() is string kept) CommandLine.Complain($"{_path}: {why}; what was written until then is in {kept}");
        else if (why == Interrupted) CommandLine.Complain($"{_path}: {why}; nothing was written");
    }

    private static OutputTarget OpenConsole(OutputRule rule)
    {
        BufferedStream stream = new(OpenStandardOutput(rule), BufferSize);
        if (Console.IsOutputRedirected) return new OutputTarget(stream);
        // The terminal's own console is only asked here: finding out what a terminal can do takes time.
        Profile terminal = AnsiConsole.Profile;
        bool hasColour = terminal.Capabilities.Ansi && terminal.Capabilities.ColorSystem != ColorSystem.NoColors
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new OutputTarget(stream) { HasColour = hasColour, Width = terminal.Width };
    }

    /// <summary>
    /// A file that the caller opened for us: opened by its path, what several programs write to it would be overwritten from its start.
    /// </summary>
    private static FileStream? OpenDescriptor(string path, int descriptor, OutputRule rule)
    {
        SafeFileHandle handle = new(descriptor, ownsHandle: false);
        rule.Check(path, handle);
        return UnixFile.Status(handle).Kind == FileKind.Regular ? new FileStream(handle, FileAccess.Write, BufferSize) : null;
    }

    /// <summary>The number of an open file that a path stands for, or <c>null</c>.</summary>
    private static int? Descriptor(string path)
    {
        if (OperatingSystem.IsWindows()) return null;
        string full = Path.GetFullPath(path);
        if (full == "/dev/stdout") return StandardOutput;
        foreach (string folder in (ReadOnlySpan<string>)["/dev/fd/", "/proc/self/fd/", $"/proc/{Environment.ProcessId}/fd/"])
        {
            if (full.StartsWith(folder, StringComparison.Ordinal) && int.TryParse(full.AsSpan(folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return number;
        }

        return null;
    }
}
