using System.Globalization;
using TlsDissect.Tcp;

namespace TlsDissect.Cli;

/// <summary>
/// The files of a recording, readable by their owner alone. With rotation each bears the time of its first packet and its number in the run,
/// <c>capture-20260105T100000Z-00001.pcapng</c>, so that names sort by age and a later run never meets those of an earlier one.
/// </summary>
internal sealed class RecordingFiles(RecordingOptions options)
{
    private const int BufferSize = 1 << 18;

    private readonly Queue<string> _made = new();
    private int _number;

    /// <summary>Makes the next file, and removes the oldest where there are more than are to be kept.</summary>
    /// <exception cref="UsageException">It is there already, or the folder is not.</exception>
    public Stream Create(CaptureTime first)
    {
        string path = options.Rotates ? NameOf(first) : options.Path;
        Stream file = Open(path);
        _made.Enqueue(path);
        while (options.Keep is int keep && _made.Count > keep) File.Delete(_made.Dequeue());
        return file;
    }

    private string NameOf(CaptureTime first)
    {
        string time = DateTimeOffset.FromUnixTimeMilliseconds(first.Nanoseconds / 1_000_000).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string name = $"{Path.GetFileNameWithoutExtension(options.Path)}-{time}-{++_number:d5}{Path.GetExtension(options.Path)}";
        return Path.Combine(Path.GetDirectoryName(options.Path) ?? "", name);
    }

    private FileStream Open(string path)
    {
        FileStreamOptions how = new()
        {
            Mode = options.Force ? FileMode.Create : FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = BufferSize,
        };
        if (!OperatingSystem.IsWindows()) how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            FileStream file = new(path, how);
            // One that was there keeps its own mode, and secrets are to go into it.
            if (options.Force && !OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return file;
        }
        catch (DirectoryNotFoundException)
        {
            throw new UsageException($"{path}: no such folder");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: permission denied");
        }
        catch (IOException) when (!options.Force && File.Exists(path))
        {
            throw new UsageException($"{path}: is there already; --force writes over it");
        }
    }
}
