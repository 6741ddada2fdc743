using System.Globalization;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;
using TlsDissect.Protocol;

namespace TlsDissect.Cli.Recording;

/// <summary>
/// The files of a recording, readable by their owner alone. With rotation each bears the time of its first packet and its number in the run,
/// <c>capture-20260105T100000Z-00001.pcapng</c>, so that names sort by age and a later run never meets those of an earlier one.
/// </summary>
internal sealed class RecordingFiles(RecordingOptions options, OutputRule rule, SignalHandler interruption) : IDisposable
{
    private const int BufferSize = 1 << 18;

    /// <summary>The latest files that are full, which secrets found late may still go to.</summary>
    private const int MaxFull = 16;

    /// <summary>Smaller room holds no connection's secrets.</summary>
    private const int MinRoom = 1000;

    /// <summary>Of a file that is to be so large, this part at most is left for secrets.</summary>
    private const int RoomShare = 8;

    private readonly Queue<RecordedPlace> _made = new();
    private readonly List<RecordedFile> _full = [];
    private Task _finishing = Task.CompletedTask;
    private int _number;

    /// <summary>The file that packets go to; <c>null</c> before the first.</summary>
    public RecordedFile? Current { get; private set; }

    /// <summary>Makes the next file, and removes the oldest where there are more than are to be kept.</summary>
    /// <exception cref="UsageException">It is there already, or the folder is not.</exception>
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

    /// <summary>The file that has the packet of a time; <c>null</c> where it is done or gone.</summary>
    public RecordedFile? At(long time) => Current is { } current && current.Start <= time ? current : _full.FindLast(file => file.Start <= time);

    /// <summary>Nothing more comes.</summary>
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

    /// <summary>Not on the thread that reads packets: a large file takes its time.</summary>
    private void FinishOldest()
    {
        RecordedFile oldest = _full[0];
        _full.RemoveAt(0);
        _finishing = _finishing.ContinueWith(_ => FinishOrComplain(oldest), TaskScheduler.Default);
    }

    /// <summary>What goes wrong with a file that is full is no reason to end the run.</summary>
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
            // It may be being written again.
            _finishing.Wait();
        }

        place.Remove();
    }

    private string NameOf(CaptureTime first)
    {
        string time = DateTimeOffset.FromUnixTimeMilliseconds(first.Nanoseconds / 1_000_000).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string name = $"{Path.GetFileNameWithoutExtension(options.Path)}-{time}-{++_number:d5}{Path.GetExtension(options.Path)}";
        return Path.Combine(Path.GetDirectoryName(options.Path) ?? "", name);
    }

    private Stream Open(string path)
    {
        if (OutputTarget.IsStandardOutput(path)) return OutputTarget.OpenStandardOutput(rule);
        FileKind kind = rule.Check(path);
        // Its mode is not ours to change, and what it took cannot be written again.
        if (kind is FileKind.Pipe or FileKind.CharacterDevice or FileKind.BlockDevice) return OutputTarget.OpenAsItIs(path, rule, interruption, BufferSize);
        if (options.Rotates) rule.CheckUnclaimed(path);
        else rule.Claim(path);
        try
        {
            // Removed and not overwritten: other programs may have it open, and it may be a link.
            if (kind != FileKind.None) File.Delete(path);
            return OwnerOnlyFile.CreateReadable(path, BufferSize);
        }
        catch (DirectoryNotFoundException)
        {
            throw new UsageException($"{path}: no such folder");
        }
        catch (UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: permission denied");
        }
        catch (IOException) when (UnixFile.StatusOfName(path).Kind != FileKind.None)
        {
            // Another program was faster.
            throw OutputRule.Exists(path);
        }
    }
}
