using System.Globalization;
using TlsDissect.Capture.Network;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Capture.Sources;
using TlsDissect.Keys;
using TlsDissect.Secrets;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Cli.Runs;

/// <summary>
/// Reads the captures once, on the calling thread, through one dissector. N threads are N of these, each over its own part of the flows.
/// </summary>
internal sealed class DissectionRun(RunInput input)
{
    private const uint TlsKeyLog = CapturedItem.TlsKeyLog;

    /// <summary>Told of warnings and failures of the captures; <c>null</c> for a run that leaves that to another.</summary>
    public Action<CapturedItemKind, string, long, string>? OnCaptureProblem { get; init; } = static (_, capture, _, text) => CommandLine.Complain(CaptureProblems.Line(capture, text));

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

    /// <summary>Counts what is not dissected; <c>null</c> where another run of the same input does.</summary>
    public PacketCensus? Census { get; init; }

    /// <summary>TCP connections without TLS, known at the end.</summary>
    public OtherTcp OtherTcp { get; private set; }

    /// <summary>Packets read, and passed by the filter where there is one.</summary>
    public long Packets { get; private set; }

    /// <summary>The capture that is being read.</summary>
    public string CaptureName { get; private set; } = CaptureFile.NameOf(input.Captures[0]);

    /// <summary>Tells which capture a packet came from.</summary>
    public CaptureIndex Captures { get; } = new(hasNumbers: input.IsApart);

    /// <summary>Where captures are dissected apart, the number of those before the present one; else 0.</summary>
    public int File { get; private set; }

    /// <summary>During <see cref="IConnectionSink.OnEnd"/>: see <see cref="TlsDissector.FinalizedAt"/>.</summary>
    public long FinalizedAt => _dissector?.FinalizedAt ?? 0;

    /// <summary>Whether there is anything to decrypt with so far: given, or in the captures.</summary>
    public bool HasKeys { get; private set; } = input.AreKeysGiven;

    private TlsDissector? _dissector;

    private KeyRing _keys = input.Keys;
    private TrailerSecrets? _trailers;
    private bool _trialsRanOut;

    /// <summary>The place of <see cref="CaptureName"/> in the list; -1 before the first.</summary>
    private int _current = -1;

    /// <summary>The last capture whose comments gave a warning.</summary>
    private string? _keyLogInComments;

    /// <summary>Dissects everything into the sink.</summary>
    public int Run(IConnectionSink sink)
    {
        using CaptureFileSequence files = new(input.Captures, Cancellation) { IsApart = input.IsApart };
        using IPacketSource source = OpenSource(files);
        using PacketDecoder decoder = new(input.Fragments, input.Options.Memory, input.Tunnels) { UndissectedSink = Census };
        Begin(decoder, sink);
        int code = ExitCode.Done;
        bool interrupted = false;
        DecoderWarnings warnings = new(decoder);
        FollowedKeyLogs? keyLogs = FollowedKeyLogs.Of(input);
        while (!interrupted && source.TryRead(out CapturedItem item))
        {
            if (files.Current != _current) OnCapture(files, item.CaptureName, decoder, sink);
            switch (item.Kind)
            {
                case CapturedItemKind.Packet:
                    Packets++;
                    bool isSegment = decoder.TryDecode(item, out TcpSegment segment);
                    if (_trailers!.Read(item)) _dissector!.KeysAdded();
                    // A secrets block may stand behind the packets that it opens.
                    _keys.MayGrow = source.MayBringSecrets || _trailers.AreSeen || keyLogs is not null;
                    if (isSegment) _dissector!.Add(segment);
                    else _dissector!.Observe(item.PacketNumber, item.Time);
                    while (decoder.TryDecodeNext(item, out segment)) _dissector.Add(segment);
                    if (warnings.Next(item.PacketNumber) is string warning)
                        OnCaptureProblem?.Invoke(CapturedItemKind.Warning, item.CaptureName, item.PacketNumber, warning);
                    if ((Packets & 0x3ff) == 0) interrupted = !GoOn(source, item.PacketNumber, keyLogs);
                    break;
                case CapturedItemKind.Idle:
                    interrupted = !GoOn(source, item.PacketNumber, keyLogs);
                    OnIdle(item);
                    break;
                case CapturedItemKind.Secrets when item.SecretsType == TlsKeyLog:
                    _keys.AddSecretsBlock(item.Data, Path.GetFileName(item.CaptureName));
                    _dissector!.KeysAdded();
                    break;
                // Once a capture: every packet may have a comment.
                case CapturedItemKind.Comment when item.CaptureName != _keyLogInComments && LooksLikeKeyLog(item.Text):
                    _keyLogInComments = item.CaptureName;
                    OnCaptureProblem?.Invoke(CapturedItemKind.Warning, item.CaptureName, item.PacketNumber, "a comment holds what looks like a key log; it is not used: save it to a file and give it with --keylog");
                    break;
                // Where reading was ended in the middle of a packet, the capture is not to blame.
                case CapturedItemKind.Warning or CapturedItemKind.Failure when !Cancellation.IsCancellationRequested:
                    OnCaptureProblem?.Invoke(item.Kind, item.CaptureName, item.PacketNumber, item.Text + CaptureAdvice.For(item.Refusal));
                    if (item.Kind == CapturedItemKind.Failure) code = ExitCode.InputFailed;
                    break;
            }
        }

        keyLogs?.Complete();
        if (keyLogs is not null) _dissector!.KeysAdded();
        Complete();
        if (_trialsRanOut) OnTrialsRanOut();
        if (input.Options.Memory.Ended > 0) OnMemoryUsedUp();
        return Math.Max(code, warnings.Code);
    }

    /// <summary>The warning for <see cref="OnTrialsRanOut"/>.</summary>
    public static string TrialWarning(RunInput input) =>
        "not everything was tried or verified for some connections (see their notes): all connections together had used up --max-trials-in-all " +
        $"({input.Options.MaxTrialBytesInAll.ToString("N0", CultureInfo.InvariantCulture)} bytes); raise it, or filter out hosts whose secrets are not in the key log";

    private IPacketSource OpenSource(CaptureFileSequence files) =>
        input.Filter is null ? files : new FilteredSource(files, CaptureFilter.Parse(input.Filter), packet => GoOn(files, packet, null));

    /// <summary>The next capture has begun.</summary>
    private void OnCapture(CaptureFileSequence files, string name, PacketDecoder decoder, IConnectionSink sink)
    {
        bool isFirst = _current < 0;
        (_current, CaptureName) = (files.Current, name);
        Captures.Add(files.PacketsBefore, name);
        if (!input.IsApart || isFirst) return;
        Complete();
        decoder.ForgetFragments();
        File = _current;
        Begin(decoder, sink);
        OnProgress?.Invoke(files.Progress, files.PacketsBefore);
    }

    /// <summary>A dissector for all captures, or for the next.</summary>
    private void Begin(PacketDecoder decoder, IConnectionSink sink)
    {
        _keys = input.Keys.Fork();
        _trailers = new TrailerSecrets(_keys, decoder);
        SharedSessions? sessions = SessionsOf(File);
        _dissector = _dissector is null ? new TlsDissector(input.Options with { Shard = input.Shard }, _keys, sink, sessions) : new TlsDissector(_dissector, _keys, sessions);
    }

    private void Complete()
    {
        _dissector!.Complete();
        _trialsRanOut |= _dissector.TrialsRanOut;
        OtherTcp = OtherTcp.Plus(_dissector.Other);
        HasKeys |= _keys.HasAny;
    }

    /// <summary>The writer of a pipe pauses: what has ended by now is reported, and what is reported is written.</summary>
    private void OnIdle(in CapturedItem item)
    {
        // Before the first packet the capture's time is not known.
        if (item.PacketNumber > 0)
        {
            _dissector!.Observe(item.PacketNumber, item.Time);
            _dissector.GiveUpHoles(item.Time);
        }

        OnPause();
    }

    /// <summary>Looks at key logs and tells how far reading has come; <c>false</c> when it is to end.</summary>
    private bool GoOn(IPacketSource source, long packet, FollowedKeyLogs? keyLogs)
    {
        if (keyLogs?.Poll() == true) _dissector!.KeysAdded();
        OnProgress?.Invoke(source.Progress, packet);
        return !Cancellation.IsCancellationRequested;
    }

    private static bool LooksLikeKeyLog(string text) =>
        text.Contains("CLIENT_RANDOM ", StringComparison.Ordinal) || text.Contains("_TRAFFIC_SECRET", StringComparison.Ordinal);
}
