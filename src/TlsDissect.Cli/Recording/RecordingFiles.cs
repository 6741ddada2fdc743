using System.Globalization;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Recording;

/// <summary>
/// The files of a recording, readable by their owner alone. With rotation, the name has the time of the first packet and a number,
/// <c>capture-20260105T100000Z-00001.pcapng</c>, so that names sort by age and runs do not overwrite each other's files.
/// </summary>
internal sealed class RecordingFiles(RecordingOptions options, OutputRule rule, SignalHandler interruption) : IDisposable
{
    private const int BufferSize = 1 << 18;

    /// <summary>Limit on full files that are kept open for secrets found late.</summary>
    private const int MaxFull = 16;

    /// <summary>The secrets of one connection need this many bytes.</summary>
    private const int MinRoom = 1000;

    /// <summary>Largest fraction of a file's size that is reserved for secrets.</summary>
    private const int RoomShare = 8;

    private readonly Queue<RecordedPlace> _made = new();
    private readonly List<RecordedFile> _full = [];
    private Task _finishing = Task.CompletedTask;
    private int _number;

    /// <summary>The file that packets go to; <c>null</c> before the first.</summary>
    public RecordedFile? Current { get; private set; }

    /// <summary>Creates the next file, and removes the oldest if there are too many.</summary>
    /// <exception cref="UsageException">The file exists already, or the folder does not.</exception>
    public RecordedFile Create(CaptureTime first)
    {
        if (Current is RecordedFile full)
        {
            full.Flush();
            _full.Add(full);
            Current = null;
        }

        string path = options.Rotates ? NameOf(first) : options.Path;
        Current = new RecordedFile(path, Open(path), rule, first, RoomSize);
        _made.Enqueue(Current.Place);
        while (options.Keep is int keep && _made.Count > keep) Remove(_made.Dequeue());
        while (_full.Count > MaxFull) FinishOldest();
        return Current;
    }

    /// <summary>The file that has the packet of a time; <c>null</c> if it is finished or removed.</summary>
    public RecordedFile? At(long time) =>
        Current is { } current && current.Start <= time ? current : _full.FindLast(file => file.Start <= time);

    /// <summary>Finishes all files.</summary>
    public void Complete()
    {
        while (_full.Count > 0) FinishOldest();
        _finishing.Wait();
        if (Current is RecordedFile last) Finish(last);
        Current = null;
    }

    public void Dispose()
    {
        foreach (RecordedFile file in _full) file.Dispose();
        Current?.Dispose();
        _finishing.Wait();
    }

    private int RoomSize
    {
        get
        {
            long most = Math.Min(options.ReservedSecretsBlock, (options.RotateBytes ?? long.MaxValue) / RoomShare);
            return most < MinRoom ? 0 : (int)most & ~3;
        }
    }

    /// <summary>Runs on another thread than the one that reads packets, because a large file takes long.</summary>
    private void FinishOldest()
    {
        RecordedFile oldest = _full[0];
        _full.RemoveAt(0);
        _finishing = _finishing.ContinueWith(_ => FinishOrComplain(oldest), TaskScheduler.Default);
    }

    /// <summary>Finishes a full file. A failure is reported and does not end the run.</summary>
    private static void FinishOrComplain(RecordedFile file)
    {
        try
        {
            Finish(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            CommandLine.Complain(CommandLine.PathFirst(e.Message));
        }
    }

    private static void Finish(RecordedFile file)
    {
        using (file)
        {
            if (file.Finish() is string problem) CommandLine.Complain(problem);
        }
    }

    private void Remove(RecordedPlace place)
    {
        if (_full.Find(file => file.Place == place) is RecordedFile full)
        {
            _full.Remove(full);
            full.Dispose();
        }
        else
        {
            // The file may be being rewritten.
            _finishing.Wait();
        }

        place.Remove();
    }

    private string NameOf(CaptureTime first)
    {
        string time =
            DateTimeOffset.FromUnixTimeMilliseconds(first.Nanoseconds / 1_000_000).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'",
                CultureInfo.InvariantCulture);
        string name = $"{Path.GetFileNameWithoutExtension(options.Path)}-{time}-{++_number:d5}{Path.GetExtension(options.Path)}";
        return Path.Combine(Path.GetDirectoryName(options.Path) ?? "", name);
    }

    private Stream Open(string path)
    {
        if (OutputTarget.IsStandardOutput(path)) return OutputTarget.OpenStandardOutput(rule);
        FileKind kind = rule.Check(path);
        // A pipe or device keeps its mode, and cannot be rewritten.
        if (kind is FileKind.Pipe or FileKind.CharacterDevice or FileKind.BlockDevice)
            return OutputTarget.OpenAsItIs(path, rule, interruption, BufferSize);
        if (options.Rotates) rule.CheckUnclaimed(path);
        else rule.Claim(path);
        try
        {
            // Removed and not overwritten: other programs may have it open, and it may be a link.
            if (kind != FileKind.None) File.Delete(path);
            return OwnerOnlyFile.CreateReadable(path, BufferSize);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {FileProblem.Of(e, "folder")}");
        }
        catch (IOException) when (UnixFile.StatusOfName(path).Kind != FileKind.None)
        {
            // Another program created it first.
            throw OutputRule.Exists(path);
        }
    }
}
