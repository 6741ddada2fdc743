using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;
using TlsDissect.Cli.Runs;
using TlsDissect.Cli.Terminal;
using TlsDissect.Output;

namespace TlsDissect.Cli.Files;

/// <summary>
/// The destination of results: standard output, an existing pipe or device, or a file that gets its name when it is complete.
/// </summary>
internal sealed class OutputTarget : IDisposable
{
    private const int BufferSize = 1 << 16;
    private const int StandardOutput = 1;
    private const string Interrupted = "interrupted";

    private readonly PendingFile? _file;
    private readonly SignalHandler? _interruption;
    private readonly string _path = "-";
    private bool _hasEnded;

    private OutputTarget(Stream stream) => Stream = stream;

    private OutputTarget(string path, PendingFile file, SignalHandler interruption) =>
        (_path, Stream, _file, _interruption) = (path, file, file, interruption);

    /// <summary>Opens the destination.</summary>
    /// <param name="path">A file; <c>null</c> or <c>-</c> for standard output.</param>
    /// <param name="rule">What may be written to.</param>
    /// <param name="interruption">Ends the wait for a pipe's reader.</param>
    /// <exception cref="UsageException">The path must not be written to.</exception>
    public static OutputTarget Open(string? path, OutputRule rule, SignalHandler interruption)
    {
        if (path is null || IsStandardOutput(path)) return OpenConsole(rule);
        if (Descriptor(path) is int descriptor && OpenDescriptor(path, descriptor, rule) is Stream open) return new OutputTarget(open);
        if (rule.Check(path) is FileKind.Pipe or FileKind.CharacterDevice or FileKind.BlockDevice)
            return new OutputTarget(OpenAsItIs(path, rule, interruption, BufferSize));
        PendingFile file = new(path, rule);
        rule.Claim(path);
        OutputTarget target = new(path, file, interruption);
        interruption.AtOnce = target.KeepAtOnce;
        return target;
    }

    public Stream Stream { get; }

    /// <summary>Whether results go to a terminal.</summary>
    public bool IsTerminal { get; private init; }

    /// <summary>On a terminal that has it, and NO_COLOR is not set.</summary>
    public bool HasColour { get; private init; }

    /// <summary>Columns of the terminal; 0 if the output is not a terminal.</summary>
    public int Width { get; private init; }

    /// <summary>Arrows and rules that the output can show. Files are UTF-8.</summary>
    public TextGlyphs Glyphs { get; private init; } = TextGlyphs.Unicode;

    /// <summary>Whether a path is a name of standard output.</summary>
    public static bool IsStandardOutput(string path) => path == "-" || Descriptor(path) == StandardOutput;

    /// <summary>The run is over: the file gets its name; after a signal, its name with <c>.partial</c>.</summary>
    /// <param name="code">The exit code.</param>
    public void Finish(int code)
    {
        if (_file is not null && code is (ExitCode.Interrupted or ExitCode.Terminated)) Keep(Interrupted);
        else Commit();
    }

    /// <summary>The output is complete: the file gets its name.</summary>
    public void Commit()
    {
        Stream.Flush();
        _file?.Commit();
        _hasEnded = true;
    }

    /// <summary>Discards the output without creating a file.</summary>
    public void Discard()
    {
        _file?.Discard();
        _hasEnded = true;
    }

    /// <summary>Keeps an unfinished file under another name: a full disk must not cost hours of results.</summary>
    public void Dispose()
    {
        if (!_hasEnded && _file is not null) Keep(_interruption?.Code is null ? "not complete" : Interrupted);
        Stream.Dispose();
    }

    /// <summary>
    /// Opens standard output. A pipe is written to as a file, so that writing fails once its reader has gone: a console's stream would drop
    /// the output silently. A file is not, as several programs may write to it: .NET would keep an offset of its own.
    /// </summary>
    public static Stream OpenStandardOutput(OutputRule rule)
    {
        SafeFileHandle handle = new(StandardOutput, ownsHandle: false);
        rule.Check("standard output", handle);
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected) return Console.OpenStandardOutput();
        FileStream pipe = new(handle, FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    /// <summary>Opens an existing pipe or device, which keeps its mode. Opening a pipe waits for its reader.</summary>
    public static Stream OpenAsItIs(string path, OutputRule rule, SignalHandler interruption, int bufferSize)
    {
        Task<FileStream> opening =
            Task.Run(() => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
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
            // Thrown again below, without the wrapper.
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
        if (_file!.KeepAtOnce() is string kept) CommandLine.Complain($"{_path}: {Interrupted}; the output so far is in {kept}");
    }

    private void Keep(string why)
    {
        _hasEnded = true;
        if (_file!.Keep() is string kept) CommandLine.Complain($"{_path}: {why}; the output so far is in {kept}");
        else if (why == Interrupted) CommandLine.Complain($"{_path}: {why}; nothing was written");
    }

    private static OutputTarget OpenConsole(OutputRule rule)
    {
        BufferedStream stream = new(OpenStandardOutput(rule), BufferSize);
        TextGlyphs glyphs = OutputEncoding.Glyphs;
        if (Console.IsOutputRedirected) return new OutputTarget(stream) { Glyphs = glyphs };
        // The terminal's own console is only asked here: finding out what a terminal can do takes time.
        Profile terminal = AnsiConsole.Profile;
        bool hasColour = terminal.Capabilities.Ansi && terminal.Capabilities.ColorSystem != ColorSystem.NoColors
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new OutputTarget(stream) { IsTerminal = true, HasColour = hasColour, Glyphs = glyphs, Width = terminal.Width };
    }

    /// <summary>
    /// Opens a file by a descriptor that this process inherited. Opened by its path, it would be written from its start, over other
    /// programs' output.
    /// </summary>
    private static FileStream? OpenDescriptor(string path, int descriptor, OutputRule rule)
    {
        SafeFileHandle handle = new(descriptor, ownsHandle: false);
        rule.Check(path, handle);
        return UnixFile.Status(handle).Kind == FileKind.Regular ? new FileStream(handle, FileAccess.Write, BufferSize) : null;
    }

    /// <summary>The descriptor that a path such as /dev/fd/3 stands for, or <c>null</c>.</summary>
    private static int? Descriptor(string path)
    {
        if (OperatingSystem.IsWindows()) return null;
        string full = Path.GetFullPath(path);
        if (full == "/dev/stdout") return StandardOutput;
        foreach (string folder in (ReadOnlySpan<string>)["/dev/fd/", "/proc/self/fd/", $"/proc/{Environment.ProcessId}/fd/"])
        {
            if (!full.StartsWith(folder, StringComparison.Ordinal)) continue;
            if (int.TryParse(full.AsSpan(folder.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return number;
        }

        return null;
    }
}
