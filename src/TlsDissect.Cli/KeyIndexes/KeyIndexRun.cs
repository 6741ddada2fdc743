using System.Globalization;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Runs;
using TlsDissect.Keys;
using TlsDissect.Keys.Index;
using TlsDissect.Output.Text;

namespace TlsDissect.Cli.KeyIndexes;

/// <summary>Makes or extends a key index. The file has its name once it is whole, and only its owner may read it.</summary>
/// <param name="path">As the user gave it.</param>
/// <param name="mayReplace">Whether a file that is not an index may be replaced.</param>
/// <param name="interruption">Ends it early: the file stays as it was.</param>
internal sealed class KeyIndexRun(string path, bool mayReplace, SignalHandler interruption)
{
    private readonly string _path = Path.GetFullPath(path);
    private readonly InputFiles _inputs = new();
    private readonly List<(string Path, bool IsFound)> _files = [];
    private long _secrets;
    private long _added;
    private int _new;
    private int _known;
    private int _others;
    private int _failed;

    /// <summary>The index as it was when it was opened.</summary>
    private FileState _before;

    /// <summary>Reads key logs and writes the index.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The index must not be written to, or there are no key logs.</exception>
    /// <exception cref="KeyFileException">A key log that was named cannot be read.</exception>
    public int Make(IEnumerable<string> logs)
    {
        ProcessHardening.DisableCoreDumps();
        foreach (string log in logs) Find(log);
        _inputs.Add("the key log", _files.Select(file => file.Path));
        using KeyIndex? before = Before();
        _before = FileState.Of(_path);
        using KeyIndexBuilder builder = new(before, () => OwnerOnlyFile.CreateTemporary(Path.GetDirectoryName(_path)!));
        foreach ((string file, bool isFound) in _files)
        {
            if (interruption.Code is int signal) return signal;
            Load(builder, file, isFound);
        }

        if (_new + _known + (before?.Sources ?? 0) == 0) throw new UsageException($"{string.Join(", ", logs)}: no key log was found");
        _secrets = before?.Count ?? 0;
        if (_new > 0) Write(builder);
        _added = _secrets - (before?.Count ?? 0);
        return interruption.Code ?? (_failed > 0 ? ExitCode.InputFailed : ExitCode.Done);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string others = _others > 0 ? $"; {Plural.Of(_others, "other file")} skipped" : "";
        string failed = _failed > 0 ? $"; {Plural.Of(_failed, "key log")} could not be read" : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{Plural.Of(_secrets, "secret")}, {_added:N0} of them new; {Plural.Of(_new, "key log")} read, {_known:N0} known before") +
            others + failed;
    }

    /// <summary>The index to extend; <c>null</c> to make a new one.</summary>
    private KeyIndex? Before()
    {
        OutputRule rule = new(_inputs, mayReplace: true);
        if (rule.Check(path) == FileKind.None) return null;
        if (KeyIndex.IsIndex(path)) return KeyIndex.Open(path);
        if (!mayReplace) throw new UsageException($"{path}: exists already and is not a key index; --force replaces it");
        return null;
    }

    private void Find(string log)
    {
        if (!Directory.Exists(log))
        {
            _files.Add((log, false));
            return;
        }

        FolderFiles files = new()
        {
            OnUnreadable = (folder, e) =>
            {
                _failed++;
                CommandLine.Complain($"{folder}: {FileProblem.Of(e, "folder")}; skipped");
            },
        };
        // The index itself, and what a run that writes it or was killed has there.
        _files.AddRange(files.In(log).Select(file => (file.Path, true))
            .Where(file => Path.GetFullPath(file.Path) != _path && !file.Path.EndsWith(PendingFile.Temporary, StringComparison.Ordinal)));
    }

    private void Load(KeyIndexBuilder builder, string file, bool isFound)
    {
        try
        {
            if (!isFound && KeyIndex.IsIndex(file))
                throw new UsageException($"{file}: is an index already; give it with --keylog as it is");
            FileState state = FileState.Of(file);
            KeyIndexSource source = new(Path.GetFullPath(file), state.Size, state.Modified.Ticks);
            // A pipe has another content each time.
            if (UnixFile.Status(file).Kind == FileKind.Regular && builder.IsKnown(source))
            {
                _known++;
                return;
            }

            if (isFound && !IsKeyLog(file))
            {
                _others++;
                return;
            }

            KeyLogParser read = builder.Load(file, source);
            _new++;
            if (read.InvalidLines > 0)
            {
                CommandLine.Complain($"{file}: {Plural.Of(read.InvalidLines, "line")} not of a key log (the first is line " +
                    $"{read.FirstJunkLine})");
            }
        }
        catch (KeyFileException e) when (isFound)
        {
            _failed++;
            CommandLine.Complain(e.Message);
        }
    }

    /// <summary>Whether a file in a folder is a key log. Pipes, indexes and everything else are skipped.</summary>
    private static bool IsKeyLog(string file) =>
        UnixFile.Status(file).Kind == FileKind.Regular && !KeyIndex.IsIndex(file) &&
            FileRecognition.KindOf(file) == InputFileKind.KeyLog;

    private void Write(KeyIndexBuilder builder)
    {
        string temporary = PendingFile.NewTemporary(_path);
        try
        {
            using (FileStream file = PendingFile.Create(path, temporary)) _secrets = builder.Write(file, interruption.Token);
            if (FileState.Of(_path) != _before)
                throw new IOException($"{path}: was made by another run meanwhile, which may have other key logs; run this one again");
            File.Move(temporary, _path, overwrite: true);
        }
        catch (OperationCanceledException)
        {
            // The index stays as it was.
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
