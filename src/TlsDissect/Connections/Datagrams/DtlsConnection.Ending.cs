using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Connections.Datagrams;

/// <content>
/// The end of a connection, keys that come late, and the safety net: an exception inside is an internal error and ends this connection
/// alone.
/// </content>
internal sealed partial class DtlsConnection
{
    private bool _isFailed;
    private bool _isReported;
    private long _held;

    /// <summary>No more datagrams will come.</summary>
    /// <param name="isFollowed">Whether another connection of the flow follows, so that this one ended before the flow.</param>
    public void End(bool isFollowed = false)
    {
        if (isFollowed) _report.Place = (_place ?? new SessionPlace(null, _flow.First)) with { Last = LastRecord };
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
        _context.Sink.OnInternalError(new ConnectionView(Summary), exception);
        if (_isOver) TellFailed();
    }

    private void Guard(Action<DtlsConnection> step)
    {
        if (_isFailed || _isFinished) return;
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
        foreach (DtlsSide side in _sides)
        {
            GiveUpMessages(side);
            TakeKeyChange(side);
        }

        Drain();
        _isOver = true;
        if (!(_context.Keys.MayGrow && !_waiting.IsEmpty && _context.AwaitingKeys.TryKeep(this))) Complete();
    }

    /// <summary>The packet of the last record of either side.</summary>
    private StreamPosition LastRecord => _sides[0].Last.Packet > _sides[1].Last.Packet ? _sides[0].Last : _sides[1].Last;

    private void TryAgain()
    {
        _handshakes.TryInnerHello();
        Drain();
        if (_isOver && _waiting.IsEmpty) Complete();
        if (_isFinished) return;
        foreach (Direction direction in _directions)
        {
            foreach (int epoch in direction.WireEpochs)
            {
                direction.Select(epoch);
                direction.TryRevive(_context.Keys, hasMore: _secrets.HasMore(direction.Side));
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
        if (_isFinished) return;
        _handshakes.TryInnerHello();
        ReleaseWaiting();
        foreach (DtlsSide side in _sides)
        {
            foreach (EpochRecords epoch in side.Epochs) epoch.Order?.Complete();
        }

        _isFinished = true;
        foreach (Direction direction in _directions) direction.Select(direction.WireEpochs.Max());
        if (_hasReleased && _handshakes.Current?.ClientHello is ClientHello hello && _context.Keys.HasSecretOf(hello.Random.Span))
            _report.Note(
                $"records stay encrypted: more than {_context.Options.MaxWaitingBytesInAll} bytes of all connections waited for keys");
        CountMissing();
        (Direction client, Direction server) = (DirectionOf(Sender.Client), DirectionOf(Sender.Server));
        _report.Unheard = !_sides[0].HasSent ? _directions[0].Sender : !_sides[1].HasSent ? _directions[1].Sender : null;
        _report.Complete(_handshakes, _secrets, client, server);
        Counts.SeenEnd = Summary.AlertList.Exists(alert => alert.Description == AlertDescription.CloseNotify);
        _report.Conclude(_handshakes.Current, client, server);
        foreach (Direction direction in _directions) direction.Dispose();
        LetGo(isCertain: true);
        Tell();
    }

    /// <summary>Counts the numbers that did not come in epochs whose numbers are verified.</summary>
    private void CountMissing()
    {
        foreach (DtlsSide side in _sides)
        {
            if (side.SettledEpoch > 0) Counts.MissingRecords = (Counts.MissingRecords ?? 0) + side.MissingInEarlier;
            foreach (EpochRecords epoch in side.Epochs)
            {
                if (epoch.IsAuthenticated) Counts.MissingRecords += epoch.Missing;
            }
        }
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
        _context.Sink.OnEnd(Summary);
    }

    /// <summary>Releases all memory but the summary.</summary>
    /// <param name="isCertain">Whether every buffer has one owner. After an internal error, they are left to the collector.</param>
    private void LetGo(bool isCertain)
    {
        _waiting.Forget();
        _context.AwaitingKeys.Remove(this);
        foreach (DtlsSide side in _sides)
        {
            for (int i = 0; i < side.Epochs.Count; i++) side.Epochs[i].Order?.Forget();
            if (isCertain) side.Dispose();
        }

        if (isCertain) _handshakes.Dispose();
        _report.Held.Release();
        _context.Memory.Add(-_held);
        _held = 0;
    }

    /// <summary>Measures the memory, for <see cref="DissectorOptions.Memory"/>.</summary>
    internal void Measure()
    {
        if (_isFinished || _isFailed) return;
        long held = HeldBytes.Connection + HeldBytes.Report + HeldBytes.Processor + _report.Held.Bytes + _report.HeldPlaintext +
            _handshakes.Held + Secrets.Held + _waiting.Held + _sides[0].Held + _sides[1].Held + HeldBytes.Of(_directions[0]) +
            HeldBytes.Of(_directions[1]);
        _context.Memory.Add(held - _held);
        _held = held;
    }
}
