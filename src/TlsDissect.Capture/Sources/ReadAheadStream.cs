namespace TlsDissect.Capture.Sources;

/// <summary>
/// A stream that may keep its reader waiting forever: standard input or a named pipe, decompressed if necessary. Its own thread reads
/// ahead, so that the reader can ask whether anything has come. When told to stop, it ends after the bytes that have come.
/// </summary>
/// <param name="open">Opens the input; opening a pipe waits for its writer. Called, and its result disposed, on the stream's own
/// thread.</param>
/// <param name="stop">Ends it.</param>
internal sealed class ReadAheadStream(Func<ByteWindow> open, CancellationToken stop) : ForwardStream
{
    private const int Room = 1 << 20;

    private readonly object _gate = new();
    private readonly byte[] _ring = GC.AllocateUninitializedArray<byte>(Room);
    private CancellationTokenRegistration _stopping;
    private Task? _reading;
    private int _start;
    private int _held;
    private CaptureProgress _progress;
    private bool _hasEnded;
    private bool _isAbandoned;

    /// <summary>Progress of the input of the ring buffer.</summary>
    public CaptureProgress Progress
    {
        get
        {
            lock (_gate) return _progress;
        }
    }

    /// <summary>Why reading ended before the content did; <c>null</c> if it did not.</summary>
    public string? Problem { get; private set; }

    /// <summary>Waits until a read returns something, or the end. Returns <c>false</c> if neither came in time.</summary>
    /// <param name="patience">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    public bool IsReady(TimeSpan patience)
    {
        Start();
        long since = Environment.TickCount64;
        lock (_gate)
        {
            while (_held == 0 && !_hasEnded && !stop.IsCancellationRequested)
            {
                if (patience == Timeout.InfiniteTimeSpan) Monitor.Wait(_gate);
                else if (patience.TotalMilliseconds - (Environment.TickCount64 - since) is double left &&
                    (left <= 0 || !Monitor.Wait(_gate, (int)Math.Ceiling(left)))) return false;
            }

            return true;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        IsReady(Timeout.InfiniteTimeSpan);
        int start, length;
        lock (_gate)
        {
            // Bytes that came before are still read.
            if (_held == 0 && stop.IsCancellationRequested) return 0;
            (start, length) = (_start, Math.Min(buffer.Length, Math.Min(_held, Room - _start)));
        }

        // An error, if any, comes after the last byte.
        if (length == 0 && buffer.Length > 0) _reading!.GetAwaiter().GetResult();
        _ring.AsSpan(start, length).CopyTo(buffer);
        lock (_gate)
        {
            _start = (_start + length) % Room;
            _held -= length;
            Monitor.PulseAll(_gate);
        }

        return length;
    }

    /// <summary>Stops reading. A read of a pipe cannot be canceled: its thread ends with the read, or with the program.</summary>
    protected override void Dispose(bool disposing)
    {
        _stopping.Dispose();
        lock (_gate)
        {
            _isAbandoned = true;
            Monitor.PulseAll(_gate);
        }

        base.Dispose(disposing);
    }

    private void Start()
    {
        if (_reading is not null) return;
        _stopping = stop.Register(Wake);
        _reading = Task.Factory.StartNew(ReadAhead, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Wake()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }

    private void ReadAhead()
    {
        try
        {
            using ByteWindow content = open();
            while (HasRoom(out int at, out int room))
            {
                int read = content.Read(_ring.AsSpan(at, room));
                if (read == 0) Problem = content.Problem;
                lock (_gate)
                {
                    _held += read;
                    _progress = content.Progress;
                    Monitor.PulseAll(_gate);
                }

                if (read == 0) return;
            }
        }
        finally
        {
            lock (_gate)
            {
                _hasEnded = true;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Waits for room in the ring. Returns <c>false</c> if no more bytes are wanted.</summary>
    private bool HasRoom(out int at, out int room)
    {
        lock (_gate)
        {
            while (_held == Room && !_isAbandoned && !stop.IsCancellationRequested) Monitor.Wait(_gate);
            at = (_start + _held) % Room;
            room = Math.Min(Room - _held, Room - at);
            return !_isAbandoned && !stop.IsCancellationRequested;
        }
    }
}
