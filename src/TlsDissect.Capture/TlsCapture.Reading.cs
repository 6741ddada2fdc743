using System.Runtime.CompilerServices;
using TlsDissect.Capture.Running;
using TlsDissect.Capture.Sources;

namespace TlsDissect.Capture;

#pragma warning disable RS0026 // Overloads with optional parameters differ in the type of the first one.

/// <content>Reads whole captures, from a file, a stream or a source.</content>
public sealed partial class TlsCapture
{
    /// <summary>Number of packets read before checking whether to end.</summary>
    private const int BatchPackets = 4096;

    /// <summary>Milliseconds after which a batch of a slow source ends.</summary>
    private const long BatchTime = 100;

    private string? _failure;

    /// <summary>Whether an item is being processed, or that threw. Then the dissector is not used any further.</summary>
    private bool _isTaking;

    /// <summary>
    /// Reads a capture file (pcap, pcapng or snoop, plain or compressed with gzip or zstd) or a named pipe, and returns each TLS connection
    /// when it ends. Those that the capture leaves open come last.
    /// </summary>
    /// <remarks>
    /// Opens nothing before the first connection is requested. Reads on the thread pool, in batches. While the caller works on connections,
    /// nothing is read, so memory stays bounded. The file is closed when the enumeration ends, even early.
    /// </remarks>
    /// <param name="path">The file, or <see cref="CaptureFile.StandardInput"/>.</param>
    /// <param name="keys">Keys to decrypt with; may be shared with other runs.</param>
    /// <param name="options">Further options.</param>
    /// <param name="cancellationToken">Ends reading between two batches, and the wait for a pipe at once.</param>
    /// <exception cref="CaptureException">
    /// From the enumeration. The file is missing, may not be read or is not a capture, or the filter is invalid: before the first
    /// connection. The file is damaged: after all connections in its readable part. A file that ends in the middle of a packet causes only
    /// a <see cref="CaptureOptions.Warning"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// From the enumeration: the token was canceled. Connections that had not ended are not returned.
    /// </exception>
    public static IAsyncEnumerable<ConnectionSummary> ReadAsync(string path, KeyRing? keys = null, CaptureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return EnumerateAsync(stop => new CaptureFileSequence([path], stop), keys ?? new KeyRing(), options, cancellationToken);
    }

    /// <summary>
    /// Reads a capture from a stream, as <see cref="ReadAsync(string, KeyRing?, CaptureOptions?, CancellationToken)"/> does from a file.
    /// </summary>
    /// <remarks>
    /// The stream is read from its present position and left open. One that cannot seek, such as a network stream, is read ahead on a
    /// thread of its own, and connections are returned as they end while it waits for data. After an early end, a read of it may still be
    /// in progress, so its position is undefined.
    /// </remarks>
    /// <param name="capture">The capture.</param>
    /// <param name="keys">Keys to decrypt with; may be shared with other runs.</param>
    /// <param name="options">Further options.</param>
    /// <param name="cancellationToken">As for a file.</param>
    /// <exception cref="CaptureException">As for a file; also if the stream throws.</exception>
    /// <exception cref="OperationCanceledException">As for a file.</exception>
    public static IAsyncEnumerable<ConnectionSummary> ReadAsync(Stream capture, KeyRing? keys = null, CaptureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(capture);
        string name = capture is FileStream file ? file.Name : "stream";
        return EnumerateAsync(stop => new CaptureFileSequence(capture, name, stop), keys ?? new KeyRing(), options, cancellationToken);
    }

    /// <summary>
    /// Reads a source to its end on the thread pool, and passes all events to the sink as they happen. One thread at a time calls the sink.
    /// </summary>
    /// <param name="source">A file (<see cref="CaptureFile.Open(string)"/>), interfaces (<see cref="LiveSource"/>), or your own. Not
    /// disposed.</param>
    /// <param name="keys">Keys to decrypt with; may be shared with other runs.</param>
    /// <param name="sink">Receives all events. An exception that it throws ends the run and comes out of the task.</param>
    /// <param name="options">Further options.</param>
    /// <param name="cancellationToken">Ends the run. A live source has no other end. Every connection is reported before the task
    /// ends.</param>
    /// <returns>Summary of the input.</returns>
    /// <exception cref="OperationCanceledException">The token was canceled; the sink has received the end of every connection.</exception>
    /// <exception cref="CaptureException">
    /// The source or one of its interfaces failed, and gave no more; the sink has received everything before. Or the filter is invalid.
    /// </exception>
    public static Task<InputSummary> RunAsync(IPacketSource source, KeyRing keys, IConnectionSink sink, CaptureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(sink);
        return Task.Run(() => DissectAsync(source, keys, sink, options, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Reads a file or a named pipe as <see cref="RunAsync(IPacketSource, KeyRing, IConnectionSink, CaptureOptions?, CancellationToken)"/>
    /// reads a source.
    /// </summary>
    /// <param name="path">The file, or <see cref="CaptureFile.StandardInput"/>.</param>
    /// <param name="keys">Keys to decrypt with; may be shared with other runs.</param>
    /// <param name="sink">Receives all events. An exception that it throws ends the run and comes out of the task.</param>
    /// <param name="options">Further options.</param>
    /// <param name="cancellationToken">Ends the run. Every connection is reported before the task ends.</param>
    /// <returns>Summary of the input.</returns>
    /// <exception cref="OperationCanceledException">The token was canceled; the sink has received the end of every connection.</exception>
    /// <exception cref="CaptureException">
    /// The file cannot be opened or is damaged; the sink has received everything before the damage. Or the filter is invalid.
    /// </exception>
    public static Task<InputSummary> RunAsync(string path, KeyRing keys, IConnectionSink sink, CaptureOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(sink);
        return Task.Run(
            async () =>
            {
                using CaptureFileSequence source = new([path], cancellationToken);
                return await DissectAsync(source, keys, sink, options, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);
    }

    private static async Task<InputSummary> DissectAsync(IPacketSource source, KeyRing keys, IConnectionSink sink, CaptureOptions? options,
        CancellationToken cancellationToken)
    {
        using TlsCapture capture = new(keys, sink, options);
        try
        {
            while (await capture.ReadBatchAsync(source, static () => false, cancellationToken).ConfigureAwait(false))
                cancellationToken.ThrowIfCancellationRequested();
            // A pipe ends early if the token is canceled.
            cancellationToken.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !capture._isTaking)
        {
            // The connections were still open, so their pipes must not end as if everything had been written.
            capture._pipes?.Abort();
            capture.CompleteRun();
            throw;
        }

        InputSummary summary = capture.CompleteRun();
        await capture.FlushAsync(cancellationToken).ConfigureAwait(false);
        return capture._failure is null ? summary : throw new CaptureException(capture._failure);
    }

    private static async IAsyncEnumerable<ConnectionSummary> EnumerateAsync(
        Func<CancellationToken, CaptureFileSequence> open, KeyRing keys, CaptureOptions? options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        EndedConnections ended = new();
        // Not on the caller's thread, because key logs may be read and a filter compiled.
        using TlsCapture capture = await Task.Run(() => new TlsCapture(keys, ended, options), cancellationToken).ConfigureAwait(false);
        using CaptureFileSequence source = open(cancellationToken);
        bool isRead = false;
        for (bool more = true; more;)
        {
            more = await Task.Run(
                () => isRead
                    ? capture.CompleteBatchAsync(ended, cancellationToken)
                    : capture.ReadBatchAsync(source, () => ended.IsFull, cancellationToken), cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            // The connections that the capture leaves open follow.
            if (!more && !isRead) isRead = more = true;
            while (ended.TryTake(out ConnectionSummary? connection)) yield return connection;
        }

        if (capture._failure is string failure) throw new CaptureException(failure);
    }

    /// <summary>Continues reading to the end of a batch: many packets, enough connections, some time, or a silent pipe.</summary>
    /// <returns><c>false</c> at the source's end.</returns>
    private async Task<bool> ReadBatchAsync(IPacketSource source, Func<bool> isFull, CancellationToken cancellationToken)
    {
        long began = Environment.TickCount64;
        for (int packets = 0; packets < BatchPackets && !isFull() && !cancellationToken.IsCancellationRequested; packets++)
        {
            if (Environment.TickCount64 - began > BatchTime) break;
            if (TakeNext(source, cancellationToken) is not CapturedItemKind kind) return false;
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            if (kind == CapturedItemKind.Idle) break;
        }

        return true;
    }

    /// <summary>Reports a batch of the connections that remain after the source's end.</summary>
    /// <returns><c>false</c> when all have been reported.</returns>
    private async Task<bool> CompleteBatchAsync(EndedConnections ended, CancellationToken cancellationToken)
    {
        CompleteKeys();
        bool more = true;
        while (more && !ended.IsFull) more = _dissector.TryCompleteNext();
        if (!more) CompleteRun();
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        return more;
    }

    /// <summary>Processes the source's next item.</summary>
    /// <returns>Its kind; <c>null</c> at the source's end.</returns>
    private CapturedItemKind? TakeNext(IPacketSource source, CancellationToken cancellationToken)
    {
        CapturedItem item;
        try
        {
            if (!source.TryRead(out item)) return null;
        }
        catch (CaptureException e)
        {
            _failure ??= e.Message;
            return null;
        }

        // If reading was canceled in the middle of a packet, the capture is not damaged.
        if (item.Kind is CapturedItemKind.Warning or CapturedItemKind.Failure && cancellationToken.IsCancellationRequested)
            return item.Kind;
        if (item.Kind == CapturedItemKind.Failure) _failure ??= item.Text;
        _isTaking = true;
        TakeFiltered(item, source.MayBringSecrets);
        // Only live, because the output of a file must not depend on when it is read.
        if (source is LiveSource) Look(Environment.TickCount64);
        else LookForKeys();
        _isTaking = false;
        return item.Kind;
    }

    private ValueTask FlushAsync(CancellationToken cancellationToken) => _pipes?.FlushAsync(cancellationToken) ?? default;
}
