using TlsDissect.Tcp;

namespace TlsDissect.Connections;

/// <content>
/// The net around one connection: every way into it from outside. Whatever is thrown inside is a fault of ours, and costs this connection alone: it is told with
/// <see cref="DecryptionReason.InternalError"/>, and all others go on. What the sink throws passes, and so does running out of memory.
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
        try
        {
            if (!_isFailed) End();
        }
        catch (Exception e) when (IsFault(e))
        {
            OnFault(e);
        }

        if (!_isFailed) return;
        _isOver = true;
        TellFailed();
    }

    /// <summary>Nothing more comes, no key either: the connection is reported. Once.</summary>
    internal void Finish()
    {
        if (_isFailed) return;
        try
        {
            Complete();
        }
        catch (Exception e) when (IsFault(e))
        {
            OnFault(e);
        }
    }

    /// <summary>A key appeared.</summary>
    internal void OnKeysAdded()
    {
        if (_isFailed) return;
        try
        {
            TryAgain();
        }
        catch (Exception e) when (IsFault(e))
        {
            OnFault(e);
        }
    }

    /// <summary>The oldest of too many that wait: what it holds stays encrypted.</summary>
    internal void StopWaiting()
    {
        try
        {
            LetGo();
        }
        catch (Exception e) when (IsFault(e))
        {
            OnFault(e);
        }
    }

    /// <summary>Rests, unless that is not possible any more.</summary>
    internal void Rest()
    {
        if (_isFailed) return;
        try
        {
            TryRest();
        }
        catch (Exception e) when (IsFault(e))
        {
            OnFault(e);
        }
    }

    /// <summary>The summary of a connection that rests is read.</summary>
    internal void WakeForSummary()
    {
        try
        {
            Wake();
        }
        catch (Exception e) when (IsFault(e))
        {
            OnFault(e);
        }
    }

    /// <summary>For an exception filter: whether what was thrown is a fault of ours.</summary>
    public bool IsFault(Exception exception) => exception is not OutOfMemoryException && !_context.Sink.Threw(exception);

    /// <summary>The connection is given up where it stands. Nothing in here throws but the sink.</summary>
    public void OnFault(Exception exception)
    {
        if (_isFailed)
        {
            // One call inside another: the inner one failed, and the outer one came upon what it left.
            LetGoOfAll();
            return;
        }

        _isFailed = true;
        ConnectionReport report = ReportOfFailed();
        report.Replayed = null;
        report.Fail(exception, _directions?[_clientSide], _directions?[1 - _clientSide]);
        LetGoOfAll();
        Measure();
        if (_isReported) return;
        _context.Sink.OnInternalError(report.Summary, exception);
        if (_isOver) TellFailed();
    }

    /// <summary>What is known of it; of a connection that rests, what can still be found.</summary>
    private ConnectionReport ReportOfFailed()
    {
        try
        {
            Wake();
        }
        catch (Exception e) when (IsFault(e))
        {
            // It stays with what was found.
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
    /// Lets go of all memory but the summary. Buffers are left to the garbage collector and not given back to their pool: after a fault it is not certain whose they
    /// are, and one that is given back twice would have two owners.
    /// </summary>
    private void LetGoOfAll()
    {
        _waiting?.Forget();
        _cleartext?.Forget();
        _context.Waiting.Remove(this);
        _context.Closed.Remove(this);
        (_directions, _records, _waiting, _missing, _cleartext) = (null, null, null, null, null);
        (_reader0, _reader1, _archive, _resting) = (null, null, null, null);
        (_ssl2Hello, _ssl2) = (null, null);
    }
}
