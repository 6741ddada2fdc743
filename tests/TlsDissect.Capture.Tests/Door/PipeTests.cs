using System.Collections.Concurrent;
using System.IO.Pipelines;
using TlsDissect.Capture.Tests.Making;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Tests.Door;

/// <summary>Plaintext into pipes.</summary>
public class PipeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly DecryptableCase Rsa = DecryptableCase.Of("rsa-aes128-gcm");
    private static readonly DecryptableCase Large = DecryptableCase.Of("large-transfer");

    [Fact]
    public async Task A_pipe_gets_the_bytes_that_a_sink_gets_or_says_that_some_are_missing()
    {
        int whole = 0, incomplete = 0;
        foreach (DecryptableCase one in DecryptableCase.All()
            .Where((one, index) => index % 10 == 0 || one.Name.Contains("lost", StringComparison.Ordinal))
            .Where(one => !one.Name.StartsWith("quic-", StringComparison.Ordinal)))
        {
            ConcurrentDictionary<(long Id, Sender From), Task<byte[]>> read = [];
            RecordingSink sink = new();
            await TlsCapture.RunAsync(one.Capture, one.Keys(), sink, Into((connection, from) => Reading(read, connection.Id, from)));

            foreach (((long Id, Sender From) side, byte[] data) in sink.Data)
            {
                if (sink.Incomplete.Contains(side))
                {
                    IOException e = await Assert.ThrowsAsync<IOException>(() => read[side].WaitAsync(Patience));
                    Assert.StartsWith($"plaintext of connection {side.Id} from the {(side.From == Sender.Client ? "client" : "server")} " +
                        "is incomplete: ", e.Message, StringComparison.Ordinal);
                    incomplete++;
                }
                else
                {
                    Assert.Equal(data, await read[side].WaitAsync(Patience));
                    whole++;
                }
            }

            Assert.Equal(sink.Data.Count, read.Count);
        }

        Assert.True(whole > 100 && incomplete > 5, $"{whole} {incomplete}");
    }

    [Fact]
    public async Task A_gap_completes_the_pipe_with_an_exception()
    {
        DecryptableCase lost = DecryptableCase.Of("lost-packet-tls12-gcm");
        ConcurrentDictionary<(long Id, Sender From), Task<byte[]>> read = [];

        await foreach (ConnectionSummary _ in TlsCapture.ReadAsync(lost.Capture, lost.Keys(),
            Into((connection, from) => Reading(read, connection.Id, from))))
        {
        }

        AggregateException? failed = null;
        foreach (Task<byte[]> side in read.Values) failed ??= await side.ContinueWith(done => done.Exception, TaskScheduler.Default);
        Assert.Contains("bytes were not captured", Assert.IsType<IOException>(failed?.InnerException).Message, StringComparison.Ordinal);
    }

    /// <summary>Its key log lacks the secret of the early data.</summary>
    [Fact]
    public async Task What_is_missing_before_the_first_plaintext_is_told_after_it()
    {
        DecryptableCase one = DecryptableCase.Of("tls13-early-data-no-secret");
        RecordingSink sink = new();
        Dictionary<Sender, MemoryStream> written = new() { [Sender.Client] = new(), [Sender.Server] = new() };
        await TlsCapture.RunAsync(one.Capture, one.Keys(), sink,
            Into((_, from) => PipeWriter.Create(written[from], new StreamPipeWriterOptions(leaveOpen: true))));
        Pipe pipe = new();
        await TlsCapture.RunAsync(one.Capture, one.Keys(), new RecordingSink(),
            Into((_, from) => from == Sender.Client ? pipe.Writer : null));

        Assert.Equal(Assert.Single(sink.Data).Value, written[Sender.Client].ToArray());
        IOException e = await Assert.ThrowsAsync<IOException>(() => ReadAll(pipe.Reader).WaitAsync(Patience));
        Assert.Contains("a record could not be decrypted", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_reader_holds_the_run_up_and_not_more_than_its_pipe_holds()
    {
        const int Threshold = 20_000;
        Pipe pipe =
            new(new PipeOptions(pauseWriterThreshold: Threshold, resumeWriterThreshold: Threshold / 2, useSynchronizationContext: false));
        RecordingSink sink = new();
        Task<InputSummary> run =
            TlsCapture.RunAsync(Large.Capture, Large.Keys(), sink, Into((_, from) => from == Sender.Server ? pipe.Writer : null));

        ReadResult first = await pipe.Reader.ReadAtLeastAsync(Threshold).AsTask().WaitAsync(Patience);
        long held = first.Buffer.Length;
        pipe.Reader.AdvanceTo(first.Buffer.Start, first.Buffer.Start);

        Assert.InRange(held, Threshold, Threshold + 3 * (1 << 14));
        Assert.False(run.IsCompleted);
        Assert.True(pipe.Reader.TryRead(out ReadResult still));
        Assert.Equal(held, still.Buffer.Length);
        pipe.Reader.AdvanceTo(still.Buffer.Start);
        byte[] all = await ReadAll(pipe.Reader).WaitAsync(Patience);
        await run.WaitAsync(Patience);
        Assert.Equal(sink.Data.Single(side => side.Key.From == Sender.Server).Value, all);
        Assert.True(all.Length > 10 * Threshold, $"{all.Length}");
    }

    [Fact]
    public async Task Packets_that_are_added_wait_for_a_slow_reader_too()
    {
        const int Threshold = 20_000;
        Pipe pipe =
            new(new PipeOptions(pauseWriterThreshold: Threshold, resumeWriterThreshold: Threshold / 2, useSynchronizationContext: false));
        RecordingSink sink = new();
        Task adding =
            Task.Factory.StartNew(() => Add(sink, Into((_, from) => from == Sender.Server ? pipe.Writer : null), Large),
                TaskCreationOptions.LongRunning);
        long consumed = 0, ahead = 0;
        while (true)
        {
            ReadResult read = await pipe.Reader.ReadAtLeastAsync(Threshold).AsTask().WaitAsync(Patience);
            consumed += read.Buffer.Length;
            pipe.Reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) break;
            // A writer that does not wait would be far ahead once others have had a turn.
            for (int i = 0; i < 100; i++) await Task.Yield();
            ahead = Math.Max(ahead, sink.ServerBytes - consumed);
        }

        await adding.WaitAsync(Patience);
        Assert.Equal(consumed, sink.ServerBytes);
        Assert.InRange(ahead, 0, Threshold + 3 * (1 << 14));
    }

    [Fact]
    public async Task A_reader_that_completes_early_ends_its_pipe_alone()
    {
        Pipe gone = new();
        Pipe stays = new();
        await gone.Reader.CompleteAsync();
        Task<byte[]> read = ReadAll(stays.Reader);
        List<string> warnings = [];
        RecordingSink sink = new();

        CaptureOptions options =
            Into((_, from) => from == Sender.Client ? gone.Writer : stays.Writer) with { Warning = (_, _, text) => warnings.Add(text) };
        await TlsCapture.RunAsync(Rsa.Capture, Rsa.Keys(), sink, options, default);

        Assert.Equal(sink.Data.Single(side => side.Key.From == Sender.Server).Value, await read.WaitAsync(Patience));
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task A_writer_that_fails_is_told_of_and_ends_alone()
    {
        Pipe stays = new();
        Task<byte[]> read = ReadAll(stays.Reader);
        List<string> warnings = [];
        RecordingSink sink = new();

        CaptureOptions options =
            Into((_, from) => from == Sender.Client ? PipeWriter.Create(new FullDisk()) : stays.Writer) with
            {
                Warning = (_, _, text) => warnings.Add(text),
            };
        await TlsCapture.RunAsync(Rsa.Capture, Rsa.Keys(), sink, options, default);

        Assert.Equal(sink.Data.Single(side => side.Key.From == Sender.Server).Value, await read.WaitAsync(Patience));
        Assert.Equal(["plaintext of connection 1 from the client could not be written: no space left"], warnings);
    }

    [Fact]
    public async Task Leaving_early_completes_a_pipe_with_an_exception()
    {
        Pipe pipe = new();
        TlsCapture capture = new(Large.Keys(), new RecordingSink(), Into((_, from) => from == Sender.Server ? pipe.Writer : null));
        Task<byte[]> read = ReadAll(pipe.Reader);
        using IPacketSource source = CaptureFile.Open(Large.Capture);
        for (int i = 0; i < 100 && source.TryRead(out CapturedItem item); i++)
            capture.Add(item.Data, item.LinkType, item.Time, item.OriginalLength);

        capture.Dispose();

        OperationCanceledException e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.WaitAsync(Patience));
        Assert.Contains("the capture was not read to its end", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_while_a_reader_is_behind_ends_the_run_and_the_pipe()
    {
        using CancellationTokenSource stop = new();
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 20_000, resumeWriterThreshold: 10_000, useSynchronizationContext: false));
        RecordingSink sink = new();
        Task<InputSummary> run =
            TlsCapture.RunAsync(Large.Capture, Large.Keys(), sink, Into((_, from) => from == Sender.Server ? pipe.Writer : null),
                stop.Token);
        ReadResult first = await pipe.Reader.ReadAtLeastAsync(20_000).AsTask().WaitAsync(Patience);
        pipe.Reader.AdvanceTo(first.Buffer.Start);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Patience));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAll(pipe.Reader).WaitAsync(Patience));
        Assert.Single(sink.Ended);
    }

    [Fact]
    public async Task A_sink_that_wants_no_plaintext_gets_none_because_of_a_pipe()
    {
        ConcurrentDictionary<(long Id, Sender From), Task<byte[]>> read = [];
        RecordingSink sink = new(wantsData: false);

        await TlsCapture.RunAsync(Rsa.Capture, Rsa.Keys(), sink, Into((connection, from) => Reading(read, connection.Id, from)));

        Assert.Empty(sink.Data);
        Assert.Equal(2, read.Count);
    }

    /// <summary>As those that begin in one aggregated Wi-Fi frame.</summary>
    [Fact]
    public async Task Connections_of_the_same_number_have_pipes_of_their_own()
    {
        DecryptableCase two = DecryptableCase.Of("resumed-by-id");
        ConcurrentDictionary<(long Id, Sender From), Task<byte[]>> read = [];
        long asked = 0;
        using Unnumbered source = new(two.Capture);
        await TlsCapture.RunAsync(source, two.Keys(), new RecordingSink(), Into((connection, from) =>
        {
            Assert.Equal(1, connection.Id);
            return Reading(read, ++asked, from);
        }));

        Assert.Equal(4, read.Count);
        foreach (Task<byte[]> side in read.Values) Assert.NotEmpty(await side.WaitAsync(Patience));
    }

    [Fact]
    public async Task Each_side_is_asked_for_once()
    {
        List<(long Id, Sender From)> asked = [];
        await TlsCapture.RunAsync(Large.Capture, Large.Keys(), new RecordingSink(), Into((connection, from) =>
        {
            asked.Add((connection.Id, from));
            return null;
        }));

        Assert.Equal(asked.Distinct().Order(), asked.Order());
        Assert.Equal(2, asked.Count);
    }

    private static CaptureOptions Into(Func<ConnectionView, Sender, PipeWriter?> writer) => new() { PlaintextWriter = writer };

    private static PipeWriter Reading(ConcurrentDictionary<(long Id, Sender From), Task<byte[]>> read, long id, Sender from)
    {
        // Without a limit: what was written is read, also where an exception follows.
        Pipe pipe = new();
        Assert.True(read.TryAdd((id, from), ReadAll(pipe.Reader)));
        return pipe.Writer;
    }

    private static async Task<byte[]> ReadAll(System.IO.Pipelines.PipeReader reader)
    {
        MemoryStream all = new();
        await reader.CopyToAsync(all);
        await reader.CompleteAsync();
        return all.ToArray();
    }

    private static void Add(IConnectionSink sink, CaptureOptions options, DecryptableCase one)
    {
        using TlsCapture capture = new(one.Keys(), sink, options);
        using IPacketSource source = CaptureFile.Open(one.Capture);
        while (source.TryRead(out CapturedItem item)) capture.Add(item.Data, item.LinkType, item.Time, item.OriginalLength);
        capture.Complete();
    }

    /// <summary>A file whose packets all have the number 1.</summary>
    private sealed class Unnumbered(string path) : IPacketSource
    {
        private readonly IPacketSource _file = CaptureFile.Open(path);

        public CaptureProgress Progress => _file.Progress;

        public bool TryRead(out CapturedItem item)
        {
            if (!_file.TryRead(out item)) return false;
            item = CapturedItem.Packet(item.CaptureName, 1, item.Time, item.LinkType, item.Data, item.OriginalLength);
            return true;
        }

        public void Dispose() => _file.Dispose();
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("no space left");

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("no space left");
    }
}
