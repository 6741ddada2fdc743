using System.IO.Pipelines;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Running;

/// <summary>The pipes that the plaintext of a run is written to (<see cref="CaptureOptions.PlaintextWriter"/>).</summary>
/// <param name="open">Returns a side's writer.</param>
/// <param name="warn">Called if a writer fails.</param>
internal sealed class PlaintextPipes(Func<ConnectionView, Sender, PipeWriter?> open, Action<string> warn)
{
    private readonly Dictionary<(ConnectionSummary Connection, Sender From), PlaintextPipe> _pipes = [];

    /// <summary>The pipes with something to flush or to complete.</summary>
    private readonly Queue<PlaintextPipe> _touched = [];
    private bool _isAborted;

    /// <summary>Writes plaintext of a connection.</summary>
    public void Write(ConnectionView connection, ApplicationData data)
    {
        if (_isAborted || data.Plaintext.IsEmpty) return;
        Sender from = data.From;
        PlaintextPipe pipe = Of(connection, from);
        if (!pipe.IsAsked) pipe.Open(open(connection, from));
        try
        {
            pipe.Write(data.Plaintext);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail(pipe, e);
        }

        Touch(pipe);
    }

    /// <summary>Whether nothing of one side is missing so far.</summary>
    public bool IsWhole(ConnectionView connection, Sender from) =>
        !_pipes.TryGetValue((connection.Summary, from), out PlaintextPipe? pipe) || pipe.IsWhole;

    /// <summary>Notes that plaintext of one side is missing.</summary>
    public void Break(ConnectionView connection, Sender from, string why)
    {
        PlaintextPipe pipe = Of(connection, from);
        pipe.Break(why);
        Touch(pipe);
    }

    /// <summary>Notes that a connection is over.</summary>
    public void End(ConnectionSummary connection)
    {
        End(connection, Sender.Client);
        End(connection, Sender.Server);
    }

    /// <summary>Flushes what was written, and completes what has ended. Waits for slow readers.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken) =>
        // Most packets touch none. An asynchronous method allocates in a debug build even then.
        _touched.Count == 0 ? ValueTask.CompletedTask : FlushTouchedAsync(cancellationToken);

    private async ValueTask FlushTouchedAsync(CancellationToken cancellationToken)
    {
        // A pipe that waits when the run is canceled stays in the queue, for Abort.
        while (_touched.TryPeek(out PlaintextPipe? pipe))
        {
            try
            {
                await pipe.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
                when (e is not OutOfMemoryException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                Fail(pipe, e);
            }

            pipe.IsListed = false;
            _touched.Dequeue();
        }
    }

    /// <summary>
    /// Completes every writer, because the run ends before the capture does. The exception is set unless its connection was over.
    /// </summary>
    public void Abort()
    {
        _isAborted = true;
        foreach (PlaintextPipe pipe in _touched) Try(pipe, static pipe => pipe.CompleteIfDone(isRead: true));
        foreach (PlaintextPipe pipe in _pipes.Values)
            Try(pipe,
                static pipe => pipe.Complete(new OperationCanceledException($"{pipe} is incomplete: the capture was not read to its end")));
        _touched.Clear();
        _pipes.Clear();
    }

    /// <summary>Handles a reader that ended with an exception, or a writer to a full disk. The other pipes continue.</summary>
    private void Fail(PlaintextPipe pipe, Exception exception)
    {
        warn($"{pipe} could not be written: {exception.Message}");
        Try(pipe, pipe => pipe.Complete(exception));
    }

    /// <summary>
    /// Completes a pipe, ignoring exceptions. A writer over a stream that failed fails again then, and that was already reported.
    /// </summary>
    private static void Try(PlaintextPipe pipe, Action<PlaintextPipe> complete)
    {
        try
        {
            complete(pipe);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Nothing is left to do, because it was reported before.
        }
    }

    private PlaintextPipe Of(ConnectionView connection, Sender from)
    {
        // Not by number, because two connections that begin in one packet share it. The summary object stays the same to the connection's
        // end, because a connection whose data is wanted does not rest.
        if (!_pipes.TryGetValue((connection.Summary, from), out PlaintextPipe? pipe))
            _pipes[(connection.Summary, from)] = pipe = new PlaintextPipe(connection.Id, from);
        return pipe;
    }

    private void End(ConnectionSummary connection, Sender from)
    {
        if (!_pipes.Remove((connection, from), out PlaintextPipe? pipe)) return;
        pipe.End();
        Touch(pipe);
    }

    private void Touch(PlaintextPipe pipe)
    {
        if (pipe.IsListed || !pipe.IsOpen) return;
        pipe.IsListed = true;
        _touched.Enqueue(pipe);
    }
}
