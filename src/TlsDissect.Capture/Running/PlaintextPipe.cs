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

    /// <summary>Whether it is in the list of those that have to be flushed.</summary>
    public bool IsListed { get; set; }

    /// <summary>Whether there is a writer to flush or to complete.</summary>
    public bool IsOpen => _writer is not null;

    /// <summary>Whose plaintext it is, for messages.</summary>
    public override string ToString() => $"plaintext of connection {id} from the {(from == Sender.Client ? "client" : "server")}";

    /// <summary>Whether the user was asked for the writer.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>What the user gave; <c>null</c> if this plaintext is not wanted.</summary>
    public void Open(PipeWriter? writer) => (_writer, IsAsked) = (writer, true);

    /// <summary>Writes plaintext, unless some before it is missing.</summary>
    public void Write(ReadOnlySpan<byte> plaintext)
    {
        if (_problem is null) _writer?.Write(plaintext);
    }

    /// <summary>Whether nothing that is missing was told yet.</summary>
    public bool IsWhole => (IsAsked ? _problem : _problemBefore) is null;

    /// <summary>
    /// Plaintext is missing from here on. What comes behind it is not written. Before the first plaintext that may have been a part of the handshake: all plaintext is written, and the end tells.
    /// </summary>
    public void Break(string why)
    {
        if (IsAsked) _problem ??= why;
        else _problemBefore ??= why;
    }

    /// <summary>The connection is over.</summary>
    public void End() => _isEnded = true;

    /// <summary>Flushes what was written, and completes the writer if nothing more comes or no reader is left.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_writer is null) return;
        FlushResult flushed = await _writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        CompleteIfDone(isRead: !flushed.IsCompleted);
    }

    /// <summary>Completes the writer if nothing more is written to it.</summary>
    /// <param name="isRead">Whether it has a reader left.</param>
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
