using System.Buffers;
using System.Globalization;
using TlsDissect.Capture;
using TlsDissect.Capture.Running;
using TlsDissect.Capture.Sources;
using TlsDissect.Cli.Recording;
using TlsDissect.Findings;
using TlsDissect.Output.Json;
using TlsDissect.Output.Text;
using TlsDissect.Transport;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// <c>live</c>: one thread reads, dissects and writes. Packets that come faster wait in the kernel's buffers; those that do not fit are
/// counted. Each line is flushed at once.
/// </summary>
internal sealed class LiveRun : IDisposable
{
    private readonly RunInput _input;
    private readonly LiveInput _live;
    private readonly Stream _output;
    private readonly IPacketSource _source;
    private readonly LiveSource? _interfaces;
    private readonly PacketRecorder? _recorder;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly IConnectionSink _sink;
    private readonly bool _warnInJson;
    private readonly RunSummary _summary;
    private readonly WhereSink? _selecting;
    private readonly LiveSink _counting;
    private readonly DropMonitor _drops;
    private readonly CaptureIndex _captures = new();
    private TlsCapture? _capture;
    private bool _trialsRanOut;
    private bool _memoryUsedUp;
    private readonly ConnectionJudge? _judge;
    private readonly HashSet<string> _incomplete = [];
    private long _lastPacket;

    /// <summary>The interface that the last packet came from.</summary>
    private string _interface = "";
    private int _code = ExitCode.Done;

    /// <summary>Creates the run without opening anything.</summary>
    /// <param name="input">Its captures are the interfaces.</param>
    /// <param name="live">The options of a live run.</param>
    /// <param name="source">Open interfaces or standard input; not owned.</param>
    /// <param name="output">Not owned.</param>
    /// <param name="makeSink">Makes the sink that writes lines into the buffer.</param>
    /// <param name="recorder">Writes the packets to files, or <c>null</c>; not owned.</param>
    /// <param name="warnInJson">Whether warnings are lines of the output too.</param>
    public LiveRun(
        RunInput input, LiveInput live, IPacketSource source, Stream output,
        Func<IBufferWriter<byte>, CaptureIndex, IConnectionSink> makeSink, PacketRecorder? recorder, bool warnInJson)
    {
        (_input, _live, _source, _output) = (input, live, source, output);
        _interfaces = source as LiveSource;
        _recorder = recorder;
        _sink = makeSink(_buffer, _captures);
        _judge = input.Judge();
        bool selects = input.Where is not null;
        _summary = new RunSummary { IsSelectedByFields = selects, SelectedByFields = selects ? 0 : null };
        _selecting = input.Where is null ? null : new WhereSink(_sink, input.Where, _summary, _captures.Of);
        IConnectionSink shown = _selecting ?? _sink;
        _warnInJson = warnInJson;
        foreach (string path in live.KeyLogs) input.Keys.FollowKeyLog(path);
        _counting =
            new LiveSink(_judge is null ? shown : new JudgingSink(shown, _judge), _summary, () => _capture!.Keys, _recorder,
                text => WriteWarning(_interface, _lastPacket, text));
        _drops = new DropMonitor(Statistics);
    }

    public void Dispose()
    {
        _capture?.Dispose();
        _selecting?.Dispose();
        (_sink as IDisposable)?.Dispose();
    }

    /// <summary>Runs until the count, the time, a signal, or the last interface's end.</summary>
    public int Run(SignalHandler interruption)
    {
        CaptureOptions options =
            new() { Dissector = _input.Options with { Shard = _input.Shard }, Fragments = _input.Fragments, Tunnels = _input.Tunnels };
        _capture =
            new TlsCapture(_input.Keys, options, OnWarning, (_, keys) => new TlsDissector(options.Dissector, keys, _counting),
                counts: _input.Shard.Index == 0);
        long start = Environment.TickCount64;
        long looked = start;
        while (!interruption.Token.IsCancellationRequested && (_live.Count is not long count || _summary.Packets < count) &&
            _source.TryRead(out CapturedItem item))
        {
            // A signal ended the pipe in the middle of a packet: not a problem of the pipe.
            if (interruption.Token.IsCancellationRequested) break;
            Take(item);
            long now = Environment.TickCount64;
            if (now == looked) continue;
            looked = now;
            if (_live.Duration is TimeSpan duration && now - start >= duration.TotalMilliseconds) break;
            Look(now);
        }

        if (_capture.HasPacketsFailed) _code = ExitCode.InputFailed;
        return Complete(interruption);
    }

    private void Take(in CapturedItem item)
    {
        if (item.Kind == CapturedItemKind.Packet)
        {
            // Numbers have gaps if the filter runs here and not in the kernel.
            _summary.Packets++;
            _lastPacket = item.PacketNumber;
            if (!ReferenceEquals(item.CaptureName, _interface)) _captures.Add(item.PacketNumber - 1, new CapturePlace(item.CaptureName));
            _interface = item.CaptureName;
        }

        _capture!.Take(item, _source.MayBringSecrets);
        // Last: secrets that the packet verifies are recorded in front of it.
        if (item.Kind == CapturedItemKind.Packet) _recorder?.Add(item);
        else if (item.Kind == CapturedItemKind.Idle) OnIdle(item);
        Flush();
    }

    private void OnIdle(in CapturedItem item)
    {
        // The capture's time is unknown before the first packet.
        if (item.PacketNumber > 0) (_sink as LiveTextSink)?.OnTime(item.Time);
        _recorder?.OnTime(item.Time);
    }

    /// <summary>Does what is due by the clock, with or without packets.</summary>
    private void Look(long now)
    {
        _capture!.Look(now);
        foreach ((string name, string text) in _drops.Look(now)) Warn(name, _lastPacket, text);
        WarnOfLimits(MemoryWarning.AtOnce);
        Flush();
    }

    private int Complete(SignalHandler interruption)
    {
        _capture!.CompleteInput();
        WarnOfLimits(MemoryWarning.AtEnd);
        _summary.Add(_capture.OtherTcp);
        _summary.AddUndissected(_capture);
        bool isWorthTelling = _interfaces is not null || _summary.IsWorthTelling(_code);
        if (_warnInJson && isWorthTelling) JsonSummaryWriter.Write(_buffer, _summary.ToInput());
        Flush();
        IReadOnlyList<LiveStatistics> statistics = Statistics();
        _recorder?.Complete(statistics);
        if (!_input.Quiet && isWorthTelling)
        {
            CommandLine.Complain(_interfaces is null ? $"{_summary}" : $"{_summary}; {Dropped(statistics)} dropped by the kernel");
            foreach (string remark in _summary.Remarks()) CommandLine.Complain(remark);
        }

        _summary.HasKeys = _input.AreKeysGiven || _capture.HadKeys;
        return interruption.Code ?? _summary.CodeOf(_code, _input);
    }

    private static string Dropped(IReadOnlyList<LiveStatistics> statistics) =>
        statistics.Sum(one => one.Dropped).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Statistics of the interfaces; empty for a pipe.</summary>
    private IReadOnlyList<LiveStatistics> Statistics() => _interfaces?.Statistics() ?? [];

    private void OnWarning(RunWarning about, string name, long packet, string text)
    {
        switch (about)
        {
            case RunWarning.KeyLogInComment:
                break;
            case RunWarning.KeyLogMissing:
                CommandLine.Complain($"{name}: {text}");
                break;
            default:
                if (about is RunWarning.Failure or RunWarning.Compressed) _code = ExitCode.InputFailed;
                Warn(name, packet, text + RunAdvice.For(about));
                break;
        }
    }

    private void Warn(string name, long packet, string text)
    {
        CommandLine.Complain(new CaptureProblem(name, packet, text).Line);
        WriteWarning(name, packet, text);
    }

    /// <summary>Warns of limits over all connections that were reached, once each.</summary>
    private void WarnOfLimits(Func<MemoryBudget, string> memoryWarning)
    {
        if (_capture!.TrialsRanOut) WarnOnce(ref _trialsRanOut, DissectionRun.TrialWarning(_input));
        if (_input.Options.Memory.Ended > 0) WarnOnce(ref _memoryUsedUp, memoryWarning(_input.Options.Memory));
        foreach (string incomplete in RunAdvice.Incomplete(_judge?.Earlier).Where(_incomplete.Add)) Warn(incomplete);
    }

    private void WarnOnce(ref bool said, string text)
    {
        if (said) return;
        said = true;
        Warn(text);
    }

    private void Warn(string text)
    {
        CommandLine.Complain(text);
        WriteWarning(_interface.Length > 0 ? _interface : CaptureFile.NameOf(_input.Captures[0]), _lastPacket, text);
    }

    private void WriteWarning(string name, long packet, string text)
    {
        if (_warnInJson) JsonProblemWriter.WriteWarning(_buffer, new CapturePlace(name), packet, text);
    }

    private void Flush()
    {
        if (_buffer.WrittenCount == 0) return;
        _output.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        _output.Flush();
    }
}
