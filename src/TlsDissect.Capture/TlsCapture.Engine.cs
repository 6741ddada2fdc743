using TlsDissect.Capture.Network;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Capture.Running;
using TlsDissect.Capture.Sources;
using TlsDissect.Protocol;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.Capture;

/// <content>Processes the items of a capture, for every kind of run. The program's runs use these members.</content>
public sealed partial class TlsCapture
{
    /// <summary>Number of packets between two checks of the key logs.</summary>
    private const int LookEvery = 1024;

    /// <summary>Milliseconds between two checks of holes.</summary>
    private const long HolesEvery = 100;

    private readonly KeyRing _given;
    private readonly RunWarningHandler _warn;
    private readonly Func<TlsDissector?, KeyRing, TlsDissector> _makeDissector;
    private readonly PacketDecoder _decoder;
    private readonly PacketCensus? _census;
    private readonly DatagramRouter _datagrams;
    private readonly DecoderWarnings _decoderWarnings;
    private KeyRing _keys = null!;
    private TrailerSecrets _trailers = null!;
    private TlsDissector _dissector = null!;
    private FollowedKeyLogs? _keyLogs;
    private string _captureName = "";
    private long _lastPacket;
    private CaptureTime _time;
    private long _lookedAt;
    private long _holesLookedAt;
    private bool _trialsRanOut;
    private bool _areKeysComplete;

    /// <summary>The last capture whose comments caused a warning.</summary>
    private string? _keyLogInComments;

    /// <summary>Creates a run of the program, which creates the dissectors itself.</summary>
    /// <param name="keys">Keys to decrypt with; each input has a fork of them.</param>
    /// <param name="options">Tunnels, limits and the memory limit; the rest is up to the program.</param>
    /// <param name="warn">Receives all warnings.</param>
    /// <param name="makeDissector">Creates the dissector of an input from that of the previous input, if any, and the input's keys.</param>
    /// <param name="counts">Whether packets that are not dissected are counted.</param>
    internal TlsCapture(KeyRing keys, CaptureOptions options, RunWarningHandler warn,
        Func<TlsDissector?, KeyRing, TlsDissector> makeDissector, bool counts)
    {
        (_given, _options, _warn, _makeDissector) = (keys, options, warn, makeDissector);
        _census = counts ? new PacketCensus(options.Dissector.Memory) : null;
        _datagrams = new DatagramRouter(_census);
        _decoder = new PacketDecoder(options.Fragments, options.Dissector.Memory, options.Tunnels) { UndissectedSink = _datagrams };
        _decoderWarnings = new DecoderWarnings(_decoder, warn);
        Begin();
    }

    /// <summary>Keys of the present input, including those that it brought itself.</summary>
    internal KeyRing Keys => _keys;

    /// <summary>Number of packets read.</summary>
    internal long Packets { get; private set; }

    /// <summary>Counts of TCP connections without TLS that have ended; all of them once the run is complete.</summary>
    internal OtherTcp OtherTcp { get; private set; }

    /// <summary>Counts the packets that are not dissected; <c>null</c> if another part of the run does.</summary>
    internal PacketCensus? Census => _census;

    /// <summary>Datagrams that the dissector of this run reads although nothing in them tells their protocol.</summary>
    internal ClaimedDatagrams Claimed => _datagrams.Claimed;

    /// <summary>Whether packets were skipped because of a fault in this library.</summary>
    internal bool HasPacketsFailed => _decoder.PacketsFailed > 0;

    /// <summary>Whether an input had any key, including its own.</summary>
    internal bool HadKeys { get; private set; }

    /// <summary>Whether the limit on trials of all connections was reached.</summary>
    internal bool TrialsRanOut => _trialsRanOut || _dissector.TrialsRanOut;

    /// <summary>During <see cref="IConnectionSink.OnEnd"/>: see <see cref="TlsDissector.FinalizedAt"/>.</summary>
    internal long FinalizedAt => _dissector.FinalizedAt;

    /// <summary>Processes the next item.</summary>
    /// <param name="item">Any item of a source.</param>
    /// <param name="mayBringSecrets">Whether the source may still bring secrets.</param>
    internal void Take(in CapturedItem item, bool mayBringSecrets)
    {
        switch (item.Kind)
        {
            case CapturedItemKind.Packet:
                TakePacket(item, mayBringSecrets);
                break;
            case CapturedItemKind.Idle:
                AddKeys();
                // Before the first packet the capture's time is unknown.
                if (item.PacketNumber > 0) Advance(item.PacketNumber, item.Time);
                break;
            case CapturedItemKind.Secrets when item.SecretsType == CapturedItem.TlsKeyLog:
                _keys.AddSecretsBlock(item.Data, Path.GetFileName(item.CaptureName));
                _dissector.KeysAdded();
                break;
            // Once per capture, because every packet may have a comment.
            case CapturedItemKind.Comment when item.CaptureName != _keyLogInComments && item.Text is not null && LooksLikeKeyLog(item.Text):
                _keyLogInComments = item.CaptureName;
                _warn(RunWarning.KeyLogInComment, item.CaptureName, item.PacketNumber, "a comment looks like a key log; it is not used");
                break;
            case CapturedItemKind.Warning:
                _warn(RunWarning.Capture, item.CaptureName, item.PacketNumber, item.Text);
                break;
            case CapturedItemKind.Failure:
                _warn(item.Refusal == CaptureRefusal.Compressed ? RunWarning.Compressed : RunWarning.Failure, item.CaptureName,
                    item.PacketNumber, item.Text);
                break;
        }
    }

    /// <summary>Does what is due by the clock, whether packets come or not. For live input; call it often.</summary>
    /// <param name="now"><see cref="Environment.TickCount64"/>.</param>
    internal void Look(long now)
    {
        if (now == _lookedAt) return;
        _lookedAt = now;
        AddKeys();
        if (_trailers.AreSeen) _dissector.KeysAdded();
        if (now - _holesLookedAt < HolesEvery) return;
        _holesLookedAt = now;
        _dissector.GiveUpHoles(_time);
    }

    /// <summary>Starts a separate input: connections, sessions, fragments and secrets of the previous one do not apply to it.</summary>
    /// <param name="onEnd">Called when the previous input has been reported.</param>
    internal void NextInput(Action onEnd)
    {
        EndInput();
        onEnd();
        _decoder.ForgetFragments();
        Begin();
    }

    /// <summary>Reports every remaining connection, because the last input has ended.</summary>
    internal void CompleteInput()
    {
        CompleteKeys();
        EndInput();
    }

    private void EndInput()
    {
        _dissector.Complete();
        _trialsRanOut |= _dissector.TrialsRanOut;
        OtherTcp = OtherTcp.Plus(_dissector.Other);
        HadKeys |= _keys.HasAny;
    }

    private void Begin()
    {
        _keys = _given.Fork();
        _trailers = new TrailerSecrets(_keys, _decoder);
        _dissector = _makeDissector(_dissector, _keys);
        _datagrams.Dissector = _dissector;
        if (_keyLogs is not null) return;
        _keyLogs = FollowedKeyLogs.Of(_keys);
        _keyLogs?.Read();
        foreach ((string path, string problem) in _keyLogs?.Missing ?? [])
            _warn(RunWarning.KeyLogMissing, path, 0, $"{problem}; it is read as soon as possible");
    }

    private void TakePacket(in CapturedItem item, bool mayBringSecrets)
    {
        Packets++;
        (_captureName, _lastPacket, _time) = (item.CaptureName, item.PacketNumber, item.Time);
        // A secrets block may come after the packets that it decrypts.
        _keys.MayGrow = mayBringSecrets || _trailers.AreSeen || _given.MayGrow;
        long datagrams = _datagrams.Datagrams;
        bool isSegment = _decoder.TryDecode(item, out TcpSegment segment);
        if (_trailers.Read(item)) _dissector.KeysAdded();
        _keys.MayGrow |= _trailers.AreSeen;
        if (isSegment) _dissector.Add(segment);
        else if (_datagrams.Datagrams == datagrams) _dissector.Observe(item.PacketNumber, item.Time);
        while (_decoder.TryDecodeNext(item, out segment)) _dissector.Add(segment);
        _decoderWarnings.Look(item.CaptureName, item.PacketNumber);
        if (Packets % LookEvery == 0) AddKeys();
    }

    /// <summary>Advances the clock while nothing comes, and reports what has ended by now.</summary>
    private void Advance(long lastPacket, CaptureTime now)
    {
        if (_trailers.AreSeen) _dissector.KeysAdded();
        _dissector.Observe(lastPacket, now);
        _dissector.GiveUpHoles(now);
    }

    /// <summary>Tries waiting records with the secrets that were added since the last time.</summary>
    private void AddKeys()
    {
        bool any = _keyLogs?.Poll() == true;
        if (any || _given.MayGrow) _dissector.KeysAdded();
    }

    /// <summary>Adds the last secrets that may have come.</summary>
    private void CompleteKeys()
    {
        if (_areKeysComplete) return;
        _areKeysComplete = true;
        _keyLogs?.Complete();
        // In live input, also those in the trailers of the last packets.
        if (_keyLogs is not null || _given.MayGrow || _lookedAt > 0) _dissector.KeysAdded();
    }

    private static bool LooksLikeKeyLog(string text) =>
        text.Contains("CLIENT_RANDOM ", StringComparison.Ordinal) || text.Contains("_TRAFFIC_SECRET", StringComparison.Ordinal);
}
