using System.Globalization;
using TlsDissect.Capture;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Capture.Running;
using TlsDissect.Capture.Sources;
using TlsDissect.Cli.Files;
using TlsDissect.Secrets;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// Reads the captures once, on the calling thread, through one <see cref="TlsCapture"/>. N threads are N of these, each over its own part of the flows.
/// </summary>
internal sealed class DissectionRun(RunInput input) : IDisposable
{
    /// <summary>Told of warnings and failures of the captures: the capture, the packet before, the text. <c>null</c> for a run that leaves that to another.</summary>
    public Action<string, long, string>? OnCaptureProblem { get; init; } = static (capture, _, text) => CommandLine.Complain(CaptureProblems.Line(capture, text));

    /// <summary>Called once, at the end, if the bound of trial work over all connections was reached.</summary>
    public Action OnTrialsRanOut { get; init; } = () => CommandLine.Complain(TrialWarning(input));

    /// <summary>Called once, at the end, if the memory limit ended connections early.</summary>
    public Action OnMemoryUsedUp { get; init; } = () => CommandLine.Complain(MemoryWarning.AtEnd(input.Options.Memory));

    /// <summary>Called while a pipe's writer pauses: what is there to be written is written now.</summary>
    public Action OnPause { get; init; } = static () => { };

    /// <summary>Told now and then how far reading has come.</summary>
    public Action<CaptureProgress, long>? OnProgress { get; init; }

    /// <summary>Asked now and then whether to end early.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Gives the sessions that the runs over the other parts share with this one, for a file (<see cref="File"/>).</summary>
    public Func<int, SharedSessions?> SessionsOf { get; init; } = static _ => null;

    /// <summary>Whether what is not dissected is counted; not where another run of the same input does.</summary>
    public bool CountsUndissected { get; init; }

    /// <summary>What was not dissected, known at the end.</summary>
    public IReadOnlyList<CensusEntry> NotDissected => _capture?.NotDissected ?? [];

    /// <summary>TCP connections without TLS, known at the end.</summary>
    public OtherTcp OtherTcp => _capture?.OtherTcp ?? default;

    /// <summary>Packets read, and passed by the filter where there is one.</summary>
    public long Packets => _capture?.Packets ?? 0;

    /// <summary>The capture that is being read.</summary>
    public string CaptureName { get; private set; } = CaptureFile.NameOf(input.Captures[0]);

    /// <summary>Tells which capture a packet came from.</summary>
    public CaptureIndex Captures { get; } = new(hasNumbers: input.IsApart);

    /// <summary>Where captures are dissected apart, the number of those before the present one; else 0.</summary>
    public int File { get; private set; }

    /// <summary>During <see cref="IConnectionSink.OnEnd"/>: see <see cref="TlsDissector.FinalizedAt"/>.</summary>
    public long FinalizedAt => _capture?.FinalizedAt ?? 0;

    /// <summary>Whether there is anything to decrypt with so far: given, or in the captures.</summary>
    public bool HasKeys => input.AreKeysGiven || _capture?.HadKeys == true;

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
        CaptureOptions options = new() { Dissector = input.Options with { Shard = input.Shard }, Fragments = input.Fragments, Tunnels = input.Tunnels };
        TlsCapture capture = _capture = new TlsCapture(input.Keys, options, Warn, (before, keys) => MakeDissector(before, keys, options.Dissector, sink), CountsUndissected);
        bool goesOn = true;
        while (goesOn && source.TryRead(out CapturedItem item))
        {
            if (files.Current != _current) OnCapture(files, item.CaptureName);
            // Where reading was ended in the middle of a packet, the capture is not to blame.
            if (item.Kind is CapturedItemKind.Warning or CapturedItemKind.Failure && Cancellation.IsCancellationRequested) continue;
            capture.Take(item, source.MayBringSecrets);
            if (item.Kind == CapturedItemKind.Idle || (item.Kind == CapturedItemKind.Packet && (Packets & 0x3ff) == 0)) goesOn = GoOn(source, item.PacketNumber);
            if (item.Kind == CapturedItemKind.Idle) OnPause();
        }

        capture.CompleteInput();
        if (capture.TrialsRanOut) OnTrialsRanOut();
        if (input.Options.Memory.Ended > 0) OnMemoryUsedUp();
        return capture.HasPacketsFailed ? ExitCode.InputFailed : _code;
    }

    /// <summary>The warning for <see cref="OnTrialsRanOut"/>.</summary>
    public static string TrialWarning(RunInput input) =>
        "not everything was tried or verified for some connections (see their notes): all connections together had used up --max-trials-in-all " +
        $"({input.Options.MaxTrialBytesInAll.ToString("N0", CultureInfo.InvariantCulture)} bytes); raise it, or filter out hosts whose secrets are not in the key log";

    /// <summary>What is known at the end stays known.</summary>
    public void Dispose() => _capture?.Dispose();

    private IPacketSource OpenSource(CaptureFileSequence files) =>
        input.Filter is null ? files : new FilteredSource(files, CaptureFilter.Parse(input.Filter), packet => GoOn(files, packet));

    /// <summary>
    /// Where captures are live, the key logs are followed. Pipes cannot be opened again: what was read of them is all.
    /// </summary>
    private void FollowKeyLogs()
    {
        if (!input.IsLive) return;
        foreach (string file in input.KeyLogs.Where(path => UnixFile.Status(path).Kind == FileKind.Regular)) input.Keys.FollowKeyLog(file);
    }

    /// <summary>A dissector for all captures, or for the next.</summary>
    private TlsDissector MakeDissector(TlsDissector? before, KeyRing keys, DissectorOptions options, IConnectionSink sink)
    {
        SharedSessions? sessions = SessionsOf(File);
        return before is null ? new TlsDissector(options, keys, sink, sessions) : new TlsDissector(before, keys, sessions);
    }

    /// <summary>The next capture has begun.</summary>
    private void OnCapture(CaptureFileSequence files, string name)
    {
        bool isFirst = _current < 0;
        (_current, CaptureName) = (files.Current, name);
        Captures.Add(files.PacketsBefore, name);
        if (!input.IsApart || isFirst) return;
        _capture!.NextInput(() => File = _current);
        OnProgress?.Invoke(files.Progress, files.PacketsBefore);
    }

    private void Warn(RunWarning about, string capture, long packet, string text)
    {
        if (about is RunWarning.Failure or RunWarning.Compressed) _code = ExitCode.InputFailed;
        // It was read once: what is wrong with it has been said.
        if (about == RunWarning.KeyLogMissing) return;
        OnCaptureProblem?.Invoke(capture, packet, text + RunAdvice.For(about));
    }

    /// <summary>Tells how far reading has come; <c>false</c> when it is to end.</summary>
    private bool GoOn(IPacketSource source, long packet)
    {
        OnProgress?.Invoke(source.Progress, packet);
        return !Cancellation.IsCancellationRequested;
    }
}
