using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Connections.Datagrams;

/// <content>
/// The end of a connection, keys that come late, and the safety net: an exception inside is an internal error and ends this connection
/// alone.
/// </content>
internal abstract partial class DatagramConnection
{
    private bool _isFailed;
    private bool _isFinished;
    private bool _isCompleting;
    private bool _isOver;
    private bool _isReported;
    private long _held;

    /// <summary>Whether its connection IDs are no longer its own.</summary>
    protected bool HasReleasedIds { get; private set; }

    /// <summary>Whether all that was captured has been read.</summary>
    protected bool IsOver => _isOver;

    /// <summary>Bytes of memory used by what its protocol adds.</summary>
    protected abstract long HeldByProtocol { get; }

    /// <summary>Whether any record of a side was captured.</summary>
    protected abstract bool HasSent(int side);

    /// <summary>Removes its connection IDs from those of the dissector.</summary>
    protected abstract void RemoveIds();

    /// <summary>Gives up what is missing of messages, because no more datagrams will come.</summary>
    protected abstract void EndMessages();

    /// <summary>Hands on the data that waits for records before it.</summary>
    protected abstract void EndData();

    /// <summary>Counts what was lost, and other facts that depend on the whole connection.</summary>
    protected abstract void Conclude();

    /// <summary>Releases what its protocol adds.</summary>
    /// <param name="isCertain">Whether every buffer has one owner. After an internal error, they are left to the collector.</param>
    protected abstract void Release(bool isCertain);

    /// <summary>No more datagrams will come.</summary>
    /// <param name="isFollowed">Whether another connection of the flow follows, so that this one ended before the flow.</param>
    public void End(bool isFollowed = false)
    {
        if (isFollowed) _report.Place = (Place ?? new SessionPlace(null, Flow.First)) with { Last = LastRecord };
        Guard(static connection => connection.EndReading());
        _isOver = true;
        if (_isFailed) TellFailed();
    }

    public void OnKeysAdded() => Guard(static connection => connection.TryAgain());

    public void StopWaiting() => Guard(static connection => connection.LetGo());

    public void Finish() => Guard(static connection => connection.Complete());

    /// <summary>Ends the connection at the present packet. Throws only what the sink throws.</summary>
    public void OnFault(Exception exception)
    {
        if (_isFailed || _isReported) return;
        _isFailed = true;
        _report.Fail(exception, DirectionOf(Sender.Client), DirectionOf(Sender.Server));
        LetGo(isCertain: false);
        Context.Sink.OnInternalError(new ConnectionView(Summary), exception);
        if (_isOver) TellFailed();
    }

    private void Guard(Action<DatagramConnection> step)
    {
        if (!IsReading) return;
        try
        {
            step(this);
            Measure();
        }
        catch (Exception e) when (IsFault(e))
        {
            OnFault(e);
        }
    }

    private void EndReading()
    {
        ReleaseIds();
        EndMessages();
        Drain();
        _isOver = true;
        if (!(Context.Keys.MayGrow && !Waiting.IsEmpty && Context.AwaitingKeys.TryKeep(this))) Complete();
    }

    /// <summary>Gives up the connection IDs, because no more datagrams will come.</summary>
    private void ReleaseIds()
    {
        if (HasReleasedIds) return;
        HasReleasedIds = true;
        RemoveIds();
    }

    /// <summary>The packet of the last record of either side.</summary>
    private StreamPosition LastRecord => LastOfSide[0].Packet > LastOfSide[1].Packet ? LastOfSide[0] : LastOfSide[1];

    private void TryAgain()
    {
        _handshakes.TryInnerHello();
        Drain();
        if (_isOver && Waiting.IsEmpty) Complete();
        if (_isFinished) return;
        foreach (Direction direction in _directions)
        {
            foreach (int epoch in direction.WireEpochs)
            {
                direction.Select(epoch);
                direction.TryRevive(Context.Keys, hasMore: _secrets.HasMore(direction.Side));
            }
        }
    }

    private void LetGo()
    {
        _hasReleased = true;
        ReleaseWaiting();
        if (_isOver) Complete();
    }

    /// <summary>Reports the connection, once. No more data or keys will come.</summary>
    private void Complete()
    {
        // Records that are released may reach the limit on those that wait.
        if (_isFinished || _isCompleting) return;
        _isCompleting = true;
        _handshakes.TryInnerHello();
        ReleaseWaiting();
        EndData();
        _isFinished = true;
        foreach (Direction direction in _directions) direction.Select(direction.WireEpochs.Max());
        if (_hasReleased && _handshakes.Current?.ClientHello is ClientHello hello && Context.Keys.HasSecretOf(hello.Random.Span))
            _report.Note(
                $"records stay encrypted: more than {Context.Options.MaxWaitingBytesInAll} bytes of all connections waited for keys");
        SearchNotes.Add(_report, _handshakes.Current, _secrets.Services, Context);
        Conclude();
        (Direction client, Direction server) = (DirectionOf(Sender.Client), DirectionOf(Sender.Server));
        _report.Unheard = !HasSent(0) ? _directions[0].Sender : !HasSent(1) ? _directions[1].Sender : null;
        _report.Complete(_handshakes, _secrets, client, server);
        _report.Conclude(_handshakes.Current, client, server);
        foreach (Direction direction in _directions) direction.Dispose();
        LetGo(isCertain: true);
        Tell();
    }

    private void TellFailed()
    {
        if (_isReported) return;
        _isFinished = true;
        _report.CompleteFailed();
        Tell();
    }

    private void Tell()
    {
        _isReported = true;
        Summary.Complete();
        Context.Sink.OnEnd(Summary);
    }

    /// <summary>Releases all memory but the summary.</summary>
    private void LetGo(bool isCertain)
    {
        Waiting.Forget();
        Context.AwaitingKeys.Remove(this);
        ReleaseIds();
        Release(isCertain);
        if (isCertain) _handshakes.Dispose();
        _report.Held.Release();
        Context.Memory.Add(-_held);
        _held = 0;
    }

    /// <summary>Measures the memory, for <see cref="DissectorOptions.Memory"/>.</summary>
    internal void Measure()
    {
        if (!IsReading) return;
        long held = HeldBytes.Connection + HeldBytes.Report + HeldBytes.Processor + _report.Held.Bytes + _report.HeldPlaintext +
            _handshakes.Held + Secrets.Held + Waiting.Held + HeldByProtocol + HeldBytes.Of(_directions[0]) + HeldBytes.Of(_directions[1]);
        Context.Memory.Add(held - _held);
        _held = held;
    }
}
