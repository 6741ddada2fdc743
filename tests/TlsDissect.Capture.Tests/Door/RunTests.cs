using TlsDissect.Capture.Tests.Making;
using TlsDissect.Protocol;

namespace TlsDissect.Capture.Tests.Door;

/// <summary>Everything as it happens.</summary>
public class RunTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly DecryptableCase Rsa = DecryptableCase.Of("rsa-aes128-gcm");

    [Fact]
    public async Task The_summary_is_that_of_read()
    {
        foreach (DecryptableCase one in DecryptableCase.All().Where((_, index) => index % 10 == 0))
        {
            using IPacketSource source = CaptureFile.Open(one.Capture);

            Assert.Equal(one.ExpectedSummary, JsonLines.Of(await TlsCapture.RunAsync(source, one.Keys(), new RecordingSink())));
        }
    }

    [Fact]
    public async Task Runs_in_parallel_share_a_key_ring()
    {
        DecryptableCase[] cases = [.. DecryptableCase.All()];
        KeyRing keys = new();
        foreach (DecryptableCase one in cases) one.AddKeysTo(keys);
        // Where hellos are missing, all secrets are tried.
        CaptureOptions options = new()
        {
            Dissector = new DissectorOptions { MaxTrialBytes = 1L << 30, MaxTrialBytesInAll = 1L << 40 },
        };

        await Parallel.ForEachAsync(cases, async (one, stop) =>
        {
            RecordingSink alone = new(), shared = new();
            await TlsCapture.RunAsync(one.Capture, one.Keys(), alone, cancellationToken: stop);
            await TlsCapture.RunAsync(one.Capture, keys, shared, options, stop);

            // Cases without the right key find it among those of the others.
            foreach (ConnectionSummary connection in alone.Ended)
            {
                DecryptionStatus status = shared.Ended.Single(other => other.Id == connection.Id).Status;
                if (connection.Status is DecryptionStatus.Decrypted or DecryptionStatus.NotNeeded) Assert.Equal(connection.Status, status);
                else Assert.True(status == connection.Status || status == DecryptionStatus.Decrypted, one.Name);
            }

            foreach (((long Id, Sender From) side, byte[] data) in alone.Data)
                Assert.True(shared.Data[side].Length >= data.Length, one.Name);
            if (alone.Ended.All(connection => connection.Status == DecryptionStatus.Decrypted)) Assert.Equal(alone.Data, shared.Data);
        });
    }

    [Fact]
    public async Task What_a_capture_brings_stays_with_its_run()
    {
        DecryptableCase embedded =
            DecryptableCase.All()
                .First(one => one.ExpectedConnections.Any(line => line.Contains("\"secret\":\"secrets_block\"", StringComparison.Ordinal)));
        KeyRing keys = embedded.Keys();
        RecordingSink sink = new();

        await TlsCapture.RunAsync(embedded.Capture, keys, sink);

        Assert.Contains(sink.Ended, connection => connection.Secret == SecretSource.SecretsBlock);
        Assert.False(keys.HasAny);
    }

    [Fact]
    public async Task What_a_sink_throws_comes_out()
    {
        RecordingSink sink = new() { OnEnded = () => throw new InvalidDataException("mine") };

        Assert.Equal("mine",
            (await Assert.ThrowsAsync<InvalidDataException>(() => TlsCapture.RunAsync(Rsa.Capture, Rsa.Keys(), sink))).Message);
    }

    [Fact]
    public async Task A_missing_file_is_told() =>
        Assert.Equal("/does/not/exist.pcap: no such file",
            (await Assert.ThrowsAsync<CaptureException>(
                () => TlsCapture.RunAsync("/does/not/exist.pcap", new KeyRing(), new RecordingSink()))).Message);

    [Fact]
    public async Task Cancelling_reports_every_connection_first()
    {
        using CancellationTokenSource stop = new();
        using Endless source = new(Rsa.Capture);
        RecordingSink sink = new();
        Task<InputSummary> run = TlsCapture.RunAsync(source, Rsa.Keys(), sink, cancellationToken: stop.Token);
        await source.Idle.WaitAsync(Patience);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Patience));
        Assert.Equal(DecryptionStatus.Decrypted, Assert.Single(sink.Ended).Status);
        Assert.False(source.IsDisposed);
    }

    [Fact]
    public async Task Cancelling_ends_a_run_whose_packets_keep_coming()
    {
        using CancellationTokenSource stop = new();
        using Dripping source = new(Rsa.Capture);
        RecordingSink sink = new();
        Task<InputSummary> run = TlsCapture.RunAsync(source, Rsa.Keys(), sink, cancellationToken: stop.Token);
        source.Drip();
        await source.Asked(2).WaitAsync(Patience);

        await stop.CancelAsync();
        source.Drip();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_sink_that_throws_a_cancellation_is_not_called_again()
    {
        using CancellationTokenSource stop = new();
        Cancelling sink = new(stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => TlsCapture.RunAsync(Rsa.Capture, Rsa.Keys(), sink, cancellationToken: stop.Token).WaitAsync(Patience));

        Assert.False(sink.IsCalledAgain);
    }

    [Fact]
    public async Task An_interface_that_goes_away_is_told_at_the_end()
    {
        using Failing source = new();
        List<string> warnings = [];

        CaptureException e =
            await Assert.ThrowsAsync<CaptureException>(
                () => TlsCapture.RunAsync(source, new KeyRing(), new RecordingSink(),
                    new CaptureOptions { Warning = (_, _, text) => warnings.Add(text) }));

        Assert.Equal("eth9: gone", e.Message);
        Assert.Equal(["eth9: gone"], warnings);
    }

    [Fact]
    public void Ports_of_tunnels_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaptureOptions { VxlanPorts = [0] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaptureOptions { GtpUserPorts = [65_536] });
        Assert.Equal([1, 65_535], new CaptureOptions { GenevePorts = [1, 65_535], VxlanPorts = [9] }.GenevePorts);
    }

    /// <summary>A file, and then silence, as an interface has it.</summary>
    private sealed class Endless(string path) : IPacketSource
    {
        private readonly IPacketSource _file = CaptureFile.Open(path);
        private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private CaptureTime _last;
        private long _packet;

        public Task Idle => _idle.Task;

        public bool IsDisposed { get; private set; }

        public CaptureProgress Progress => _file.Progress;

        public bool TryRead(out CapturedItem item)
        {
            if (_file.TryRead(out item))
            {
                (_packet, _last) = (item.PacketNumber, item.Time);
                return true;
            }

            _idle.TrySetResult();
            item = CapturedItem.Idle("lo", _packet, _last);
            return true;
        }

        public void Dispose()
        {
            IsDisposed = true;
            _file.Dispose();
        }
    }

    private sealed class Cancelling(CancellationTokenSource stop) : IConnectionSink
    {
        public bool IsCalledAgain { get; private set; }

        public void OnMessage(ConnectionView connection, MessageEntry message)
        {
            IsCalledAgain |= stop.IsCancellationRequested;
            stop.Cancel();
            stop.Token.ThrowIfCancellationRequested();
        }

        public void OnEnd(ConnectionSummary connection) => IsCalledAgain = true;
    }

    /// <summary>One packet of a file for each drop.</summary>
    private sealed class Dripping(string path) : IPacketSource
    {
        private readonly IPacketSource _file = CaptureFile.Open(path);
        private readonly SemaphoreSlim _drops = new(0);
        private readonly SemaphoreSlim _asked = new(0);

        public CaptureProgress Progress => default;

        public void Drip() => _drops.Release();

        public async Task Asked(int times)
        {
            for (int i = 0; i < times; i++) await _asked.WaitAsync();
        }

        public bool TryRead(out CapturedItem item)
        {
            _asked.Release();
            _drops.Wait();
            return _file.TryRead(out item);
        }

        public void Dispose()
        {
            _file.Dispose();
            _drops.Dispose();
            _asked.Dispose();
        }
    }

    private sealed class Failing : IPacketSource
    {
        private bool _isOver;

        public CaptureProgress Progress => default;

        public bool TryRead(out CapturedItem item)
        {
            item = _isOver ? default : CapturedItem.Failure("eth9", 0, "eth9: gone");
            bool any = !_isOver;
            _isOver = true;
            return any;
        }

        public void Dispose() { }
    }
}
