using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace TlsDissect.Cli.Files;

/// <summary>
/// Where results go: standard output, or a file that is written under a temporary name in the same folder, readable by its owner alone, and gets its
/// name when it is whole.
/// </summary>
internal sealed class OutputTarget : IDisposable
{
    private const int BufferSize = 1 << 16;
    private const int StandardOutput = 1;

    private readonly string? _path;
    private readonly string? _temporary;
    private readonly bool _mayReplace;

    private OutputTarget(string? path, bool mayReplace)
    {
        _mayReplace = mayReplace;
        if (path is null)
        {
            Stream = new BufferedStream(OpenStandardOutput(), BufferSize);
            if (Console.IsOutputRedirected) return;
            // The terminal's own console is only asked here: finding out what a terminal can do takes time.
            Profile terminal = AnsiConsole.Profile;
            HasColour = terminal.Capabilities.Ansi && terminal.Capabilities.ColorSystem != ColorSystem.NoColors
                && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
            Width = terminal.Width;
            return;
        }

        _path = Path.GetFullPath(path);
        if (IsDevice(_path) || UnixFile.IsPipeOrDevice(_path))
        {
            Stream = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, BufferSize);
            _path = null;
            return;
        }

        if (Directory.Exists(_path)) throw new UsageException($"{path}: is a folder, not a file");
        if (!mayReplace && File.Exists(_path)) throw Exists(path);
        _temporary = $"{_path}.{Environment.ProcessId}.tmp";
        Stream = new BufferedStream(Create(path, _temporary), BufferSize);
    }

    /// <summary>Opens standard output for <c>null</c>. A file that exists is replaced.</summary>
    public static OutputTarget Open(string? path) => new(path, mayReplace: true);

    /// <summary>Opens standard output for <c>-</c>. A file that exists is an error, unless it may be replaced.</summary>
    public static OutputTarget OpenNew(string path, bool mayReplace) => new(path == "-" ? null : path, mayReplace);

    public Stream Stream { get; }

    /// <summary>On a terminal that has it, and NO_COLOR is not set.</summary>
    public bool HasColour { get; }

    /// <summary>The terminal's columns; 0 where there is none.</summary>
    public int Width { get; }

    /// <summary>All is written: the file gets its name.</summary>
    public void Commit()
    {
        Stream.Flush();
        if (_path is null) return;
        Stream.Dispose();
        try
        {
            File.Move(_temporary!, _path, _mayReplace);
        }
        catch (IOException) when (!_mayReplace && File.Exists(_path))
        {
            // Another program was faster.
            throw Exists(_path);
        }
    }

    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        finally
        {
            if (_temporary is not null) File.Delete(_temporary);
        }
    }

    /// <summary>
    /// A console's stream drops what a pipe's reader no longer takes without a word, and the whole capture would be read for nobody: a pipe is written to as
    /// a file, which fails. A file that several programs write to is not: .NET would keep an offset of its own.
    /// </summary>
    public static Stream OpenStandardOutput()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected) return Console.OpenStandardOutput();
        FileStream pipe = new(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return pipe.CanSeek ? Console.OpenStandardOutput() : pipe;
    }

    /// <summary>What, as a pipe, is written to where it is: a file of its name in its place would be a nuisance, /dev/null above all.</summary>
    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal) && File.Exists(path);

    private static UsageException Exists(string path) => new($"{path}: exists already; --force replaces it");

    private static FileStream Create(string path, string temporary)
    {
        try
        {
            File.Delete(temporary);
            return PrivateFile.CreateNew(temporary);
        }
        catch (DirectoryNotFoundException)
        {
            throw new UsageException($"{path}: no such folder");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: permission denied");
        }
    }
}
