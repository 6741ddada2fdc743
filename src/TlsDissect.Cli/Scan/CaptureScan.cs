using System.Buffers;
using System.Security.Cryptography;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Lists;
using TlsDissect.Cli.Runs;
using TlsDissect.Output.Json;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Scan;

/// <summary>Dissects one capture of a scan into its file of rows.</summary>
/// <param name="options">How.</param>
/// <param name="interruption">Ends it early: the rows so far are dropped.</param>
internal sealed class CaptureScan(ScanOptions options, SignalHandler interruption)
{
    /// <summary>Dissects a capture.</summary>
    /// <returns>The exit code of the run, and what it found; <c>null</c> if the file is not a capture and not called one.</returns>
    public (int Code, ScannedCapture Capture)? Run(ScanItem item)
    {
        if (item.IsFound && !ScanList.IsNamedLikeOne(item.Path) && !IsCapture(item.Path)) return null;
        string? problem = Problem(item.Path);
        string? hash = options.HashCaptures && problem is null ? HashOf(item.Path, out problem) : null;
        CapturePlace place = new(item.Name) { Sha256 = hash };
        ScannedCapture scanned = new(item.Path, place);
        ArrayBufferWriter<byte> row = new();
        options.Identity.Write(row, item, place);
        using RowsWriter rows = new(options.PathOf(item), options.Rule);
        if (options.IsJson) Move(row, rows.Rows);
        using PendingFile? secrets = options.SecretsPathOf(item) is string secretsPath
            ? new PendingFile(secretsPath, options.Rule)
            : null;
        int code = problem is null ? Write(Input(item, scanned, secrets), rows.Rows) : ExitCode.InputFailed;
        if (problem is not null) scanned.Add(new CaptureProblem(item.Path, 0, problem, IsFailure: true));
        if (interruption.Code is int signal)
        {
            secrets?.Discard();
            return (signal, scanned);
        }

        // Of JSON, the run itself wrote them, unless it was not to begin. Other formats have them behind their rows.
        if (!options.IsJson || problem is not null) WriteLast(scanned, row);
        if (options.IsJson) Move(row, rows.Rows);
        new RowsState(item.Name, options.Identity)
        {
            Path = InputFiles.WithoutLinks(item.Path),
            HasFailed = code == ExitCode.InputFailed,
            HasKeys = scanned.Summary.HasKeys,
            Facts = scanned.Summary.Facts,
        }.Write(row);
        // Rows say that the capture is done, so that its secrets must be there before.
        if (secrets is { HasContent: true }) secrets.Commit();
        else secrets?.Discard();
        rows.Commit(row.WrittenSpan);
        return (code, scanned);
    }

    private RunInput Input(ScanItem item, ScannedCapture scanned, Stream? secrets) => options.Run with
    {
        Captures = [item.Path],
        Scanned = scanned,
        Secrets = secrets,
        Quiet = true,
        Warnings = new RunWarnings { Show = text => scanned.Add(new CaptureProblem(item.Path, 0, text)) },
        Options = options.Run.Options with { Memory = new MemoryBudget(options.Memory) },
    };

    private int Write(RunInput input, Stream output) => options.Rows.Format switch
    {
        ListOutput.Json => ReadRun.WriteJson(input, output, interruption),
        "text" => ReadRun.WriteText(input, output, options.Rows.Style, interruption),
        _ => ListRun.Write(input, options.Rows, output, interruption),
    };

    private static void Move(ArrayBufferWriter<byte> row, Stream rows)
    {
        rows.Write(row.WrittenSpan);
        row.ResetWrittenCount();
    }

    /// <summary>Writes the problems and the summary.</summary>
    private static void WriteLast(ScannedCapture scanned, ArrayBufferWriter<byte> row)
    {
        foreach (CaptureProblem problem in scanned.Problems) problem.WriteRow(row, scanned);
        JsonSummaryWriter.Write(row, scanned.Summary.ToInput(), scanned.Place);
    }

    /// <summary>Why a capture cannot be read at all; <c>null</c> if it may be.</summary>
    private static string? Problem(string path)
    {
        switch (UnixFile.Status(path).Kind)
        {
            case FileKind.None: return "no such file";
            case FileKind.Folder: return "is a folder";
            case not FileKind.Regular: return "is not a regular file: a scan reads files that are complete";
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            return file.Length == 0 ? "is empty" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileProblem.Of(e);
        }
    }

    private static bool IsCapture(string path)
    {
        // What cannot be read may be one.
        if (UnixFile.Status(path).Kind != FileKind.Regular) return false;
        string? problem = Problem(path);
        return problem is null ? FileRecognition.IsCapture(path, out _) : problem != "is empty";
    }

    private static string? HashOf(string path, out string? problem)
    {
        problem = null;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = FileProblem.Of(e);
            return null;
        }
    }
}
