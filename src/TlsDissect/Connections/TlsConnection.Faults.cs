using TlsDissect.Protocol;

namespace TlsDissect.Connections;

/// <content>
/// The safety net around one connection: every entry into it from outside. An exception inside is an internal error and ends this
/// connection alone, with <see cref="DecryptionReason.InternalError"/>. Exceptions of the sink and OutOfMemoryException pass through.
/// </content>
internal sealed partial class TlsConnection
{
    private bool _isFailed;
    private bool _isReported;

    public void OnData(int side, ReadOnlySpan<byte> data, in StreamPosition position)
    {
        if (_isFailed) return;
        try
        {
            Read(side, data, position);
        }
        catch (Exception e) when (IsFault(e))
        {
            OnFault(e);
        }
    }

    public void OnGap(int side, long length, in StreamPosition position)
    {
        if (_isFailed) return;
        try
        {
            Skip(side, length, position);
        }
        catch (Exception e) when (IsFault(e))
        {
            OnFault(e);
        }
    }

    public void OnEnd()
    {
        if (!_isFailed) Guard(static connection => connection.End());
        if (_isFailed)
        {
            _isOver = true;
            TellFailed();
        }

        _sequence?.EndOthers();
    }

    /// <summary>Whether there is a summary to report, now or once no more keys can come.</summary>
    public bool IsRecognized => _isReported || !_isFinished;

    public void Finish()
    {
        if (!_isFailed) Guard(static connection => connection.Complete());
    }

    public void OnKeysAdded()
    {
        if (!_isFailed) Guard(static connection => connection.TryAgain());
    }

    public void StopWaiting() => Guard(static connection => connection.LetGo());

    public void Rest()
    {
        if (!_isFailed) Guard(static connection => connection.TryRest());
    }

    private void Guard(Action<TlsConnection> step)
    {
        try
        {
            step(this);
        }
        catch (Exception e) when (IsFault(e))
        {
            OnFault(e);
        }
    }

    /// <summary>Ends the connection at the present packet. Throws only what the sink throws.</summary>
    public void OnFault(Exception exception)
    {
        if (_isFailed)
        {
            // Nested calls: the inner one failed, and the outer one found the state that it left.
            LetGoOfAll();
            return;
        }

        _isFailed = true;
        ConnectionReport report = ReportOfFailed();
        report.Replayed = null;
        report.Fail(exception, _directions?[ClientSide], _directions?[1 - ClientSide]);
        LetGoOfAll();
        Measure();
        _sequence?.FailOthers(exception);
        if (_isReported) return;
        _context.Sink.OnInternalError(new ConnectionView(report.Summary), exception);
        if (_isOver) TellFailed();
    }

    /// <summary>The report. For a connection that rests, as much of it as can be restored.</summary>
    private ConnectionReport ReportOfFailed()
    {
        try
        {
            Restore();
        }
        catch (Exception e) when (IsFault(e))
        {
            // The report keeps as much as was restored.
        }

        return Report();
    }

    private void TellFailed()
    {
        if (_isReported) return;
        _isFinished = true;
        ConnectionReport report = Report();
        _report = null;
        report.Held.Release();
        Measure();
        report.CompleteFailed();
        Tell(report.Summary);
    }

    /// <summary>
    /// Releases all memory but the summary. Buffers are left to the garbage collector and not returned to their pool. After an internal
    /// error their owner is uncertain, and a buffer that is returned twice would have two owners.
    /// </summary>
    private void LetGoOfAll()
    {
        _waiting?.Forget();
        _preTlsData?.Forget();
        _context.AwaitingKeys.Remove(this);
        (_directions, _records, _waiting, _preTlsData) = (null, null, null, null);
        _resting?.Release();
        (_layer, _other, _archive, _resting, _prefaces) = (null, null, null, null, null);
    }
}
