using System.IO.Compression;
using System.IO.Pipes;
using TlsDissect.Capture.Sources;
using TlsDissect.Capture.Tests.Making;

namespace TlsDissect.Capture.Tests.Sources;

/// <summary>A capture that comes through a pipe is the one that a file holds, however its writer pauses.</summary>
public class PipeTests
{
    /// <summary>Only a failure takes that long.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly byte[] PcapNg =
        new PcapNgBytes().Section(true, "hello").Interface(resolution: 9).Packet([1, 2, 3], 5, 0, 100, "a comment").Secrets("CLIENT_RANDOM")
        .Section(false).Interface(LinkType.Raw).Packet(new byte[33], 7).ObsoletePacket([8, 9]).ToArray();

    /// <summary>Bytes that are not a block, bytes that begin like one, and another packet.</summary>
    private static readonly byte[] Damaged =
        new PcapNgBytes().Interface().Packet([1]).Raw([9, 9, 9, 9, 6, 0, 0, 0, 40, 0, 0, 0, 1, 2, 3, 4]).Packet([2], 1).ToArray();

    public static TheoryData<string, byte[], int> Captures => new()
    {
        { "pcap", new PcapBytes().Packet(1, 2, [1, 2, 3]).Packet(2, 3, new byte[70], 1500).Packet(3, 4, []).ToArray(), 7 },
        { "pcap, cut short", new PcapBytes().Packet(1, 2, [1, 2, 3]).Packet(2, 3, new byte[70], 1500).ToArray()[..^1], 13 },
        { "snoop", new SnoopBytes().Packet(1, 2, [1, 2, 3], drops: 4).Packet(2, 3, new byte[70], 1500, drops: 5).Packet(3, 4, [], drops: 6)
            .ToArray(), 7 },
        { "pcapng", PcapNg, 7 },
        { "pcapng, cut short", PcapNg[..^1], 29 },
        { "pcapng, damaged", Damaged, 5 },
        { "pcapng, damaged at its end", [.. PcapNg, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], 11 },
        { "gzip", Gzip(PcapNg), 7 },
        { "zstd", Zstandard(PcapNg), 7 },
        { "nothing", [], 7 },
        { "too short", [1, 2], 1 },
        { "not a capture", "this is not a capture\n"u8.ToArray(), 7 },
    };

    [Theory]
    [MemberData(nameof(Captures))]
    public void A_writer_that_pauses_anywhere_changes_nothing(string kind, byte[] capture, int piece)
    {
        PausingStream stream = new(capture, piece);
        using PipeReader reader = Open(stream);
        List<OwnedItem> items = [];
        int pauses = 0;
        while (reader.TryRead(out CapturedItem item))
        {
            if (item.Kind == CapturedItemKind.Idle)
            {
                pauses++;
                stream.LetThrough();
                continue;
            }

            items.Add(
                new OwnedItem(item.Kind, item.PacketNumber, item.Time, item.LinkType, Convert.ToHexString(item.Data), item.OriginalLength,
                    item.SecretsType, item.Text));
        }

        Assert.Equal(OfFile(capture), items);
        // More if a busy machine delivers the bytes slowly; a stream that is not a capture is not read to its end.
        Assert.True(pauses > (kind == "not a capture" ? 0 : capture.Length / piece), $"{kind}: {pauses} pauses");
        Assert.False(reader.TryRead(out _), "a source that has ended stays ended");
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public void What_a_writer_has_flushed_is_read_before_it_goes_on(string how)
    {
        // 4,096 bytes at once are what a decompressor is asked for: it must not be asked for more while there is nothing.
        byte[] capture = new PcapBytes().Packet(1, 0, new byte[4096 - 24 - 16]).ToArray();
        using AnonymousPipeServerStream pipe = new(PipeDirection.Out);
        using PipeReader reader = Open(new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle));
        using Stream writer = how switch
        {
            "gzip" => new GZipStream(pipe, CompressionLevel.Fastest),
            "zstd" => new ZstdSharp.CompressionStream(pipe),
            _ => pipe,
        };

        writer.Write(capture);
        writer.Flush();
        Assert.Equal(1, NextPacket(reader).Number);
        writer.Write(new PcapBytes().Packet(2, 0, [7]).ToArray().AsSpan(24));
        writer.Flush();
        Assert.Equal("07", NextPacket(reader).Data);
    }

    [Fact]
    public void On_a_silent_pipe_the_capture_s_time_goes_on_as_the_clock_on_the_wall()
    {
        using TemporaryFile earlier = new(new PcapBytes().Packet(2_000, 0, [1]).Packet(1_000, 0, [2]).ToArray());
        string pipe = MakePipe();
        using CancellationTokenSource stop = new();
        try
        {
            using CaptureFileSequence sequence = new([earlier.Path, pipe], stop.Token);
            long start = Environment.TickCount64;
            long last = 0;
            int idle = 0;
            while (idle < 5)
            {
                Assert.True(sequence.TryRead(out CapturedItem item));
                if (item.Kind != CapturedItemKind.Idle) continue;
                idle++;
                Assert.Equal((2, pipe), (item.PacketNumber, item.CaptureName));
                // From the latest time of all packets on, in the file before too.
                long passed = item.Time.Nanoseconds - 2_000_000_000_000;
                Assert.InRange(passed, last, (Environment.TickCount64 - start) * 1_000_000);
                last = passed;
            }

            Assert.True(last > 0);
            stop.Cancel();
            while (sequence.TryRead(out CapturedItem item)) Assert.Equal(CapturedItemKind.Failure, item.Kind);
        }
        finally
        {
            // The thread that waits for a writer ends.
            using (new FileStream(pipe, FileMode.Open, FileAccess.Write))
            {
            }

            File.Delete(pipe);
        }
    }

    [Fact]
    public async Task Reading_ends_when_it_is_told_to_while_it_waits()
    {
        using CancellationTokenSource stop = new();
        PausingStream stream = new([1, 2, 3, 4], 4);
        ReadAheadStream pipe = new(() => new ByteWindow(stream), stop.Token);
        Task<int> reading = Task.Run(() => pipe.Read(new byte[10]));

        await stop.CancelAsync();

        Assert.Equal(0, await reading.WaitAsync(Limit));
        stream.LetThrough();
    }

    [Fact]
    public async Task What_came_before_it_is_told_to_end_is_read()
    {
        using CancellationTokenSource stop = new();
        PausingStream stream = new([1, 2, 3, 4, 5, 6, 7, 8], 4);
        ReadAheadStream pipe = new(() => new ByteWindow(stream), stop.Token);
        byte[] read = new byte[10];
        Task<bool> ready = Task.Run(() => pipe.IsReady(Timeout.InfiniteTimeSpan));
        stream.LetThrough();
        Assert.True(await ready.WaitAsync(Limit));

        await stop.CancelAsync();

        Assert.Equal(4, await Task.Run(() => pipe.Read(read)).WaitAsync(Limit));
        Assert.Equal(0, await Task.Run(() => pipe.Read(read)).WaitAsync(Limit));
        stream.LetThrough();
    }

    [Fact]
    public void What_cannot_be_opened_is_a_failure_that_says_so()
    {
        using PipeReader reader = new(new ReadAheadStream(() => throw new CaptureException("made: permission denied"), default), "made", 0);

        while (true)
        {
            Assert.True(reader.TryRead(out CapturedItem item));
            if (item.Kind == CapturedItemKind.Idle) continue;
            Assert.Equal((CapturedItemKind.Failure, "made: permission denied"), (item.Kind, item.Text));
            break;
        }

        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void A_large_capture_goes_through_the_ring_many_times()
    {
        PcapBytes made = new();
        Random random = new(1);
        byte[] data = new byte[60_000];
        for (int i = 0; i < 200; i++)
        {
            random.NextBytes(data);
            made.Packet(i, 0, data[..random.Next(data.Length)]);
        }

        using PipeReader reader = Open(new MemoryStream(made.ToArray()));
        Assert.Equal(OwnedItem.ReadAll(made.ToArray()), OwnedItem.ReadAll(reader).Where(item => item.Kind != CapturedItemKind.Idle));
    }

    private static PipeReader Open(Stream stream) =>
        new(new ReadAheadStream(() => CaptureContent.Open(stream, "made.pcap"), default), "made.pcap", 0);

    /// <summary>A file that is not a capture cannot be opened; in a pipe it is an item.</summary>
    private static List<OwnedItem> OfFile(byte[] capture)
    {
        try
        {
            return OwnedItem.ReadAll(capture);
        }
        catch (CaptureException e)
        {
            return [new OwnedItem(CapturedItemKind.Failure, 0, default, default, "", 0, 0, e.Message)];
        }
    }

    private static OwnedItem NextPacket(PipeReader reader)
    {
        long start = Environment.TickCount64;
        while (Environment.TickCount64 - start < Limit.TotalMilliseconds)
        {
            Assert.True(reader.TryRead(out CapturedItem item));
            if (item.Kind == CapturedItemKind.Packet)
                return new OwnedItem(item.Kind, item.PacketNumber, item.Time, item.LinkType, Convert.ToHexString(item.Data),
                    item.OriginalLength, 0, "");
            Assert.Equal(CapturedItemKind.Idle, item.Kind);
        }

        throw new TimeoutException("the packet does not come");
    }

    private static string MakePipe()
    {
        string path = Path.Combine(Path.GetTempPath(), $"tlsdissect-{Guid.NewGuid():N}");
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start("mkfifo", path);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return path;
    }

    private static byte[] Gzip(byte[] content)
    {
        MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest)) gzip.Write(content);
        return compressed.ToArray();
    }

    private static byte[] Zstandard(byte[] content)
    {
        using ZstdSharp.Compressor compressor = new();
        return compressor.Wrap(content).ToArray();
    }
}
