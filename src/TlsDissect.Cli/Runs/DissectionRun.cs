using System.Globalization;
using TlsDissect.Capture;
using TlsDissect.Capture.Running;
using TlsDissect.Capture.Sources;
using TlsDissect.Cli.Files;
using TlsDissect.Output.Json;
using TlsDissect.Secrets;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// Reads the captures once, on the calling thread, through one <see cref="TlsCapture"/>. N threads are N of these, each over its own part
/// of the flows.
/// </summary>
internal sealed class DissectionRun(RunInput input) : IDisposable
{
    /// <summary>
    /// Called for warnings and failures of a capture. <c>null</c> if another run reports them.
    /// </summary>
    public Action<CaptureProblem>? OnCaptureProblem { get; init; } = static problem => CommandLine.Complain(problem.Line);

    /// <summary>Called once, at the end, if the limit on trial decryption over all connections was reached.</summary>
    public Action OnTrialsRanOut { get; init; } = () => input.Warnings.Give(TrialWarning(input));

    /// <summary>Called once, at the end, if the memory limit ended connections early.</summary>
    public Action OnMemoryUsedUp { get; init; } = () => CommandLine.Complain(MemoryWarning.AtEnd(input.Options.Memory));

    /// <summary>Called while a pipe's writer pauses, so that buffered results can be written.</summary>
    public Action OnPause { get; init; } = static () => { };

    /// <summary>Called now and then with the progress.</summary>
    public Action<CaptureProgress, long>? OnProgress { get; init; }

    /// <summary>Checked now and then: ends the run early.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Returns the sessions that all parts of a run share, for a file (<see cref="File"/>).</summary>
    public Func<int, SharedSessions?> SessionsOf { get; init; } = static _ => null;

    /// <summary>Whether packets that are not dissected are counted. Only one run of an input does so.</summary>
    public bool CountsUndissected { get; init; }

    /// <summary>Adds the packets that were not dissected to a summary. Known at the end.</summary>
    public void AddUndissected(RunSummary summary)
    {
        if (_capture is not null) summary.AddUndissected(_capture);
    }

    /// <summary>TCP connections without TLS. Known at the end.</summary>
    public OtherTcp OtherTcp => _capture?.OtherTcp ?? default;

    /// <summary>Packets read that match the filter.</summary>
    public long Packets => _capture?.Packets ?? 0;

    /// <summary>The name of the capture that is being read.</summary>
    public string CaptureName { get; private set; } = CaptureFile.NameOf(input.Captures[0]);

    /// <summary>The capture that is being read, as rows name it.</summary>
    public CapturePlace Capture => input.PlaceOf(CaptureName);

    /// <summary>Finds the capture that a packet came from.</summary>
    public CaptureIndex Captures { get; } = new(hasNumbers: input.IsApart);

    /// <summary>The number of captures before this one if captures are dissected apart, else 0.</summary>
    public int File { get; private set; }

    /// <summary>During <see cref="IConnectionSink.OnEnd"/>: see <see cref="TlsDissector.FinalizedAt"/>.</summary>
    public long FinalizedAt => _capture?.FinalizedAt ?? 0;

    /// <summary>Whether there are keys so far: given, or in the captures.</summary>
    public bool HasKeys => input.AreKeysGiven || _capture?.HadKeys == true;

    /// <summary>The keys of the capture that is being read: those given, and the secrets in it so far.</summary>
    public KeyRing Keys { get; private set; } = input.Keys;

    private TlsCapture? _capture;

    /// <summary>The place of <see cref="CaptureName"/> in the list; -1 before the first.</summary>
    private int _current = -1;

    private int _code = ExitCode.Done;

    /// <summary>Dissects everything into the sink.</summary>
    public int Run(IConnectionSink sink)
    {
        using CaptureFileSequence files = new(input.Captures, Cancellation) { IsApart = input.IsApart };
        using IPacketSource source = OpenSource(files);
        FollowKeyLogs();
        CaptureOptions options =
            new() { Dissector = input.Options with { Shard = input.Shard }, Fragments = input.Fragments, Tunnels = input.Tunnels };
        TlsCapture capture =
            _capture =
                new TlsCapture(input.Keys, options, Warn, (before, keys) => MakeDissector(before, keys, options.Dissector, sink),
                    CountsUndissected);
        bool goesOn = true;
        while (goesOn && source.TryRead(out CapturedItem item))
        {
            if (files.Current != _current) OnCapture(files, item.CaptureName);
            // Reading was cancelled in the middle of a packet: not a problem of the capture.
            if (item.Kind is CapturedItemKind.Warning or CapturedItemKind.Failure && Cancellation.IsCancellationRequested) continue;
            capture.Take(item, source.MayBringSecrets);
            if (item.Kind == CapturedItemKind.Idle || (item.Kind == CapturedItemKind.Packet && (Packets & 0x3ff) == 0))
                goesOn = GoOn(source, item.PacketNumber);
            if (item.Kind == CapturedItemKind.Idle) OnPause();
        }

        capture.CompleteInput();
        if (capture.TrialsRanOut) OnTrialsRanOut();
        if (input.Options.Memory.Ended > 0) OnMemoryUsedUp();
        return capture.HasPacketsFailed ? ExitCode.InputFailed : _code;
    }

    /// <summary>The warning for <see cref="OnTrialsRanOut"/>.</summary>
    public static string TrialWarning(RunInput input) =>
        "not everything was tried or verified for some connections (see their notes): all connections together used up the limit of " +
            "trials " +
        $"({input.Options.MaxTrialBytesInAll.ToString("N0", CultureInfo.InvariantCulture)} bytes); raise --limit trials-in-all=SIZE, or " +
            "filter out hosts whose keys are not given";

    /// <summary>The results stay available.</summary>
    public void Dispose() => _capture?.Dispose();

    private IPacketSource OpenSource(CaptureFileSequence files) =>
        input.Filter is null ? files : new FilteredSource(files, CaptureFilter.Parse(input.Filter), packet => GoOn(files, packet));

    /// <summary>
    /// Follows the key logs if captures are live. Pipes are not followed: they cannot be opened again.
    /// </summary>
    private void FollowKeyLogs()
    {
        if (!input.IsLive) return;
        foreach (string file in input.KeyLogs.Where(path => UnixFile.Status(path).Kind == FileKind.Regular)) input.Keys.FollowKeyLog(file);
    }

    /// <summary>Makes the dissector for all captures, or for the next one.</summary>
    private TlsDissector MakeDissector(TlsDissector? before, KeyRing keys, DissectorOptions options, IConnectionSink sink)
    {
        Keys = keys;
        SharedSessions? sessions = SessionsOf(File);
        return before is null ? new TlsDissector(options, keys, sink, sessions) : new TlsDissector(before, keys, sessions);
    }

    /// <summary>Starts the next capture.</summary>
    private void OnCapture(CaptureFileSequence files, string name)
    {
        bool isFirst = _current < 0;
        (_current, CaptureName) = (files.Current, name);
        Captures.Add(files.PacketsBefore, input.PlaceOf(name));
        if (!input.IsApart || isFirst) return;
        _capture!.NextInput(() => File = _current);
        OnProgress?.Invoke(files.Progress, files.PacketsBefore);
    }

    private void Warn(RunWarning about, string capture, long packet, string text)
    {
        bool isFailure = about is RunWarning.Failure or RunWarning.Compressed;
        if (isFailure) _code = ExitCode.InputFailed;
        // The log was read once, and its problems were reported then.
        if (about == RunWarning.KeyLogMissing) return;
        OnCaptureProblem?.Invoke(new CaptureProblem(capture, packet, text + RunAdvice.For(about), isFailure));
    }

    /// <summary>Reports the progress. Returns <c>false</c> to end the run.</summary>
    private bool GoOn(IPacketSource source, long packet)
    {
        OnProgress?.Invoke(source.Progress, packet);
        return !Cancellation.IsCancellationRequested;
    }
}
