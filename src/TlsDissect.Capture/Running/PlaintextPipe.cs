using System.Buffers;
using System.IO.Pipelines;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Running;

/// <summary>The pipe of one side's plaintext.</summary>
/// <param name="id">The connection.</param>
/// <param name="from">Whose plaintext.</param>
internal sealed class PlaintextPipe(long id, Sender from)
{
    private PipeWriter? _writer;
    private string? _problem;
    private string? _problemBefore;
    private bool _isEnded;

    /// <summary>Whether it is in the list of pipes to flush.</summary>
    public bool IsListed { get; set; }

    /// <summary>Whether there is a writer to flush or to complete.</summary>
    public bool IsOpen => _writer is not null;

    /// <summary>Text that says whose plaintext it is, for messages.</summary>
    public override string ToString() => $"plaintext of connection {id} from the {from.Name()}";

    /// <summary>Whether the user was asked for the writer.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>Sets the writer that the user returned; <c>null</c> if this plaintext is not wanted.</summary>
    public void Open(PipeWriter? writer) => (_writer, IsAsked) = (writer, true);

    /// <summary>Writes plaintext, unless some before it is missing.</summary>
    public void Write(ReadOnlySpan<byte> plaintext)
    {
        if (_problem is null) _writer?.Write(plaintext);
    }

    /// <summary>Whether no missing plaintext was reported yet.</summary>
    public bool IsWhole => (IsAsked ? _problem : _problemBefore) is null;

    /// <summary>
    /// Notes that plaintext is missing from here on. Later plaintext is not written. Before the first plaintext, the missing data may have
    /// been part of the handshake. Then all plaintext is written, and the end reports it.
    /// </summary>
    public void Break(string why)
    {
        if (IsAsked) _problem ??= why;
        else _problemBefore ??= why;
    }

    /// <summary>Notes that the connection is over.</summary>
    public void End() => _isEnded = true;

    /// <summary>Flushes what was written, and completes the writer if nothing more comes or its reader is gone.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_writer is null) return;
        FlushResult flushed = await _writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        CompleteIfDone(isRead: !flushed.IsCompleted);
    }

    /// <summary>Completes the writer if nothing more is written to it.</summary>
    /// <param name="isRead">Whether it still has a reader.</param>
    public void CompleteIfDone(bool isRead)
    {
        string? problem = _problem ?? (_isEnded ? _problemBefore : null);
        if (problem is not null) Complete(new IOException($"{this} is incomplete: {problem}"));
        else if (_isEnded || !isRead) Complete(null);
    }

    /// <summary>Completes the writer.</summary>
    public void Complete(Exception? exception)
    {
        PipeWriter? writer = _writer;
        _writer = null;
        writer?.Complete(exception);
    }
}
