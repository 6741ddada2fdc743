namespace TlsDissect.Capture.Sources;

/// <summary>
/// Reads a stream that may keep its reader waiting for ever, standard input above all: when it is to stop, it ends instead, as the stream would.
/// </summary>
/// <param name="open">Opens the inner stream; it may block too. The stream is never disposed: an abandoned read may still use it.</param>
/// <param name="stop">Ends it.</param>
internal sealed class InterruptibleStream(Func<Stream> open, CancellationToken stop) : ForwardStream
{
    private const int BlockSize = 1 << 20;

    private readonly byte[] _block = new byte[BlockSize];
    private Stream? _inner;
    private int _start;
    private int _end;

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && !Fill()) return 0;
        int length = Math.Min(buffer.Length, _end - _start);
        _block.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }

    private bool Fill()
    {
        if (stop.IsCancellationRequested) return false;
        // A read of a pipe cannot be called back: it is left to a thread of its own, which ends with the program.
        Task<int> read = Task.Run(() => (_inner ??= open()).Read(_block), CancellationToken.None);
        try
        {
            read.Wait(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (AggregateException)
        {
            // Thrown again below, without the wrapper.
        }

        (_start, _end) = (0, read.GetAwaiter().GetResult());
        return _end > 0;
    }
}
