using TlsDissect.Capture.Network;
using TlsDissect.Capture.Network.Census;
using TlsDissect.Capture.Running;
using TlsDissect.Capture.Sources;
using TlsDissect.Findings;
using TlsDissect.Protocol;

namespace TlsDissect.Capture;

/// <summary>
/// Dissects a capture; start here. <see cref="ReadAsync(string, KeyRing?, CaptureOptions?, CancellationToken)"/> returns the connections of
/// a file one after another. <see cref="RunAsync(IPacketSource, KeyRing, IConnectionSink, CaptureOptions?, CancellationToken)"/> passes all
/// events to a sink as they happen. An instance accepts packets from other sources.
/// </summary>
/// <remarks>
/// Use an instance from one thread at a time; its sink is called on that thread. Several instances may share a <see cref="KeyRing"/>
/// and work in parallel.
/// </remarks>
/// <example>
/// <code>
/// var keys = new KeyRing().AddRsaKey("server.key").AddKeyLog("keys.log");
/// await foreach (ConnectionSummary c in TlsCapture.ReadAsync("a.pcapng", keys))
///     Console.WriteLine($"{c.ServerName} {c.CipherSuite} {c.Outcome}");
/// </code>
/// </example>
public sealed partial class TlsCapture : IDisposable
{
    /// <summary>Name in warnings of packets that are given to <see cref="Add"/>.</summary>
    private const string AddedName = "packets";

    private readonly CaptureOptions _options;
    private readonly InputCounts _counts = new();
    private readonly CaptureFilter? _filter;
    private readonly PlaintextPipes? _pipes;
    private long _added;
    private bool _isComplete;

    /// <summary>Set during a call, and permanently by one that threw.</summary>
    private bool _isBusy;
    private bool _isDisposed;

    /// <summary>Creates a run that dissects the packets given to <see cref="Add"/>.</summary>
    /// <param name="keys">Keys to decrypt with; may be shared with other runs.</param>
    /// <param name="sink">Receives all events, on the thread that calls.</param>
    /// <param name="options">Further options.</param>
    /// <exception cref="CaptureException">The filter is invalid, or libpcap, which it needs, is not installed.</exception>
    public TlsCapture(KeyRing keys, IConnectionSink sink, CaptureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(sink);
        _options = options ?? new CaptureOptions();
        _warn = (_, capture, packet, text) => _options.Warning?.Invoke(capture, packet, text);
        if (_options.Filter is string filter) _filter = CaptureFilter.Parse(filter);
        if (_options.PlaintextWriter is not null)
            _pipes = new PlaintextPipes(_options.PlaintextWriter, text => _warn(RunWarning.Writer, _captureName, _lastPacket, text));
        if (_options.Judge() is ConnectionJudge judge) sink = new JudgingSink(sink, judge);
        CountingSink counting = new(_pipes is null ? sink : new PipingSink(sink, _pipes), _counts);
        _makeDissector = (_, ring) => new TlsDissector(_options.Dissector, ring, counting);
        (_given, _census) = (keys, new PacketCensus(_options.Dissector.Memory));
        _datagrams = new DatagramRouter(_census);
        _decoder = new PacketDecoder(_options.Fragments, _options.Dissector.Memory, _options.Tunnels) { UndissectedSink = _datagrams };
        _decoderWarnings = new DecoderWarnings(_decoder, _warn);
        Begin();
    }

    /// <summary>
    /// Adds the next packet. Packets are numbered from 1 in the order in which they are added. If
    /// <see cref="CaptureOptions.PlaintextWriter"/> returned a pipe whose reader is slow, this waits until the reader, which must run on
    /// another thread, has caught up or is completed.
    /// </summary>
    /// <param name="packet">The packet as captured. Borrowed until this returns.</param>
    /// <param name="link">Type of the packet's first header. SharpPcap's <c>LinkLayers</c> has the same numbers, so a cast converts
    /// them.</param>
    /// <param name="time">When it was captured.</param>
    /// <param name="originalLength">The packet's length on the wire, if a snap length truncated it.</param>
    /// <exception cref="InvalidOperationException">
    /// <see cref="Complete"/> was called before, a call threw an exception of the sink, or the sink itself calls.
    /// </exception>
    public void Add(ReadOnlySpan<byte> packet, LinkType link, CaptureTime time, int? originalLength = null)
    {
        Enter();
        CapturedItem item = CapturedItem.Packet(AddedName, ++_added, time, link, packet, originalLength ?? packet.Length);
        TakeFiltered(item, mayBringSecrets: false);
        LookForKeys();
        WaitForReaders();
        _isBusy = false;
    }

    /// <summary>
    /// Advances the clock. In a live capture, call it several times a second, even while packets arrive. It ends connections that are idle,
    /// and releases data that waits for lost bytes.
    /// </summary>
    /// <param name="now">The time on the clock of the packets.</param>
    /// <exception cref="InvalidOperationException">
    /// <see cref="Complete"/> was called before, a call threw an exception of the sink, or the sink itself calls.
    /// </exception>
    public void Advance(CaptureTime now)
    {
        Enter();
        Take(CapturedItem.Idle(AddedName, _added, now), mayBringSecrets: false);
        WaitForReaders();
        _isBusy = false;
    }

    /// <summary>Reports every remaining connection and completes all pipes. No packet may follow.</summary>
    /// <returns>Summary of the input.</returns>
    /// <exception cref="InvalidOperationException">
    /// It was called before, a call threw an exception of the sink, or the sink itself calls.
    /// </exception>
    public InputSummary Complete()
    {
        Enter();
        InputSummary summary = CompleteRun();
        WaitForReaders();
        _isBusy = false;
        return summary;
    }

    /// <summary>
    /// Releases all resources. Connections that have not ended are not reported, and open pipes are completed with an exception.
    /// </summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _pipes?.Abort();
        _dissector.Abandon();
        _filter?.Dispose();
        _decoder.Dispose();
        _census?.Dispose();
    }

    private void Enter()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isComplete) throw new InvalidOperationException("the capture is complete");
        if (_isBusy) throw new InvalidOperationException("the capture is in a call: its own sink calls, or an exception ended the call");
        _isBusy = true;
    }

    /// <summary>Completes the run after its last packet. Pipes have to be flushed after it.</summary>
    private InputSummary CompleteRun()
    {
        _isComplete = true;
        CompleteInput();
        return _counts.ToSummary(Packets, OtherTcp, _census!.NotDissected(Claimed));
    }

    private void TakeFiltered(in CapturedItem item, bool mayBringSecrets)
    {
        if (_filter is null || _filter.Passes(item, out string? warning)) Take(item, mayBringSecrets);
        else if (warning is not null) _warn(RunWarning.Capture, item.CaptureName, item.PacketNumber, warning);
    }

    /// <summary>Checks for added secrets by the clock, not by the number of packets, because packets may be rare.</summary>
    private void LookForKeys()
    {
        if (!_given.MayGrow) return;
        long now = Environment.TickCount64;
        if (now == _lookedAt) return;
        _lookedAt = now;
        AddKeys();
    }

    private void WaitForReaders()
    {
        if (_pipes is null) return;
        ValueTask flushed = _pipes.FlushAsync(CancellationToken.None);
        if (flushed.IsCompletedSuccessfully) flushed.GetAwaiter().GetResult();
        else flushed.AsTask().GetAwaiter().GetResult();
    }
}
