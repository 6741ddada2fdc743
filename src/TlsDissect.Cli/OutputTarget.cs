using Spectre.Console;

namespace TlsDissect.Cli;

/// <summary>
/// Where results go: standard output, or a file that is written under a temporary name in the same folder, readable by its owner alone, and gets its
/// name when it is whole.
/// </summary>
internal sealed class OutputTarget : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly string? _path;
    private readonly string? _temporary;

    private OutputTarget(string? path)
    {
        if (path is null)
        {
            Stream = new BufferedStream(Console.OpenStandardOutput(), BufferSize);
            IAnsiConsole console = AnsiConsole.Console;
            HasColour = !Console.IsOutputRedirected && console.Profile.Capabilities.Ansi && console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors
                && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
            Width = Console.IsOutputRedirected ? 0 : console.Profile.Width;
            return;
        }

        _path = Path.GetFullPath(path);
        _temporary = $"{_path}.{Environment.ProcessId}.tmp";
        Stream = new BufferedStream(Create(path, _temporary), BufferSize);
    }

    /// <summary>Opens standard output for <c>null</c>.</summary>
    public static OutputTarget Open(string? path) => new(path);

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
        File.Move(_temporary!, _path, overwrite: true);
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (_temporary is not null) File.Delete(_temporary);
    }

    private static FileStream Create(string path, string temporary)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(temporary, options);
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
