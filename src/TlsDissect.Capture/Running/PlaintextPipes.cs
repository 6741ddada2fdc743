using System.IO.Pipelines;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Running;

/// <summary>The pipes that the plaintext of a run is written to (<see cref="CaptureOptions.PlaintextWriter"/>).</summary>
/// <param name="open">Gives a side's writer.</param>
/// <param name="warn">Told of a writer that fails.</param>
internal sealed class PlaintextPipes(Func<ConnectionView, Sender, PipeWriter?> open, Action<string> warn)
{
    private readonly Dictionary<(ConnectionSummary Connection, Sender From), PlaintextPipe> _pipes = [];

    /// <summary>Those with something to flush or to complete.</summary>
    private readonly Queue<PlaintextPipe> _touched = [];
    private bool _isAborted;

    /// <summary>Plaintext of a connection.</summary>
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

    /// <summary>Whether nothing of one side was missing so far.</summary>
    public bool IsWhole(ConnectionView connection, Sender from) => !_pipes.TryGetValue((connection.Summary, from), out PlaintextPipe? pipe) || pipe.IsWhole;

    /// <summary>Plaintext of one side is missing.</summary>
    public void Break(ConnectionView connection, Sender from, string why)
    {
        PlaintextPipe pipe = Of(connection, from);
        pipe.Break(why);
        Touch(pipe);
    }

    /// <summary>A connection is over.</summary>
    public void End(ConnectionSummary connection)
    {
        End(connection, Sender.Client);
        End(connection, Sender.Server);
    }

    /// <summary>Flushes what was written, and completes what has ended. Waits for readers that are behind.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        // One that waits when the run is cancelled stays in the queue, for Abort.
        while (_touched.TryPeek(out PlaintextPipe? pipe))
        {
            try
            {
                await pipe.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OutOfMemoryException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                Fail(pipe, e);
            }

            pipe.IsListed = false;
            _touched.Dequeue();
        }
    }

    /// <summary>The run ends before the capture does: completes every writer, with an exception unless its connection was over.</summary>
    public void Abort()
    {
        _isAborted = true;
        foreach (PlaintextPipe pipe in _touched) Try(pipe, static pipe => pipe.CompleteIfDone(isRead: true));
        foreach (PlaintextPipe pipe in _pipes.Values) Try(pipe, static pipe => pipe.Complete(new OperationCanceledException($"{pipe} is incomplete: the capture was not read to its end")));
        _touched.Clear();
        _pipes.Clear();
    }

    /// <summary>A reader that gave up with an exception, or a writer to a disk that is full: the other pipes go on.</summary>
    private void Fail(PlaintextPipe pipe, Exception exception)
    {
        warn($"{pipe} could not be written: {exception.Message}");
        Try(pipe, pipe => pipe.Complete(exception));
    }

    /// <summary>A writer over a stream that failed fails again when it is completed: that has been told.</summary>
    private static void Try(PlaintextPipe pipe, Action<PlaintextPipe> complete)
    {
        try
        {
            complete(pipe);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Nothing is left to do: it was let go of before.
        }
    }

    private PlaintextPipe Of(ConnectionView connection, Sender from)
    {
        // Not by number: two connections that begin in one packet share it. The object is the connection's to its end, as one whose data is wanted does not rest.
        if (!_pipes.TryGetValue((connection.Summary, from), out PlaintextPipe? pipe)) _pipes[(connection.Summary, from)] = pipe = new PlaintextPipe(connection.Id, from);
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
