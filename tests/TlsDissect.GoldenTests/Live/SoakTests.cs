using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using TlsDissect.Capture;
using TlsDissect.Capture.Network;
using TlsDissect.Cli.Runs;
using TlsDissect.Cli.Terminal;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Keys;
using TlsDissect.Output.Json;
using TlsDissect.Output.Text;
using TlsDissect.Protocol;
using TlsDissect.Transport;
using TlsDissect.Transport.Tcp;

namespace TlsDissect.GoldenTests.Live;

/// <summary>
/// Many short connections through a live run's own parts, without a network: decrypted by a server key and by a key log, waiting for a key
/// that never comes, and left without a word. Memory is flat once the first have gone. <c>TLSDISSECT_SOAK=1000000</c> makes it a million.
/// </summary>
[Collection(MeasuredAlone.Name)]
public class SoakTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Few = 8_000;
    private const long MaxGrowth = 4 << 20;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);
    private static readonly string[] Cases =
        ["tls13-aes128-gcm", "ecdhe-rsa-key", "tls13-aes128-gcm", "rsa-aes128-gcm", "tls13-aes128-gcm"];

    private sealed record Step(bool FromClient, uint Sequence, uint Acknowledgment, TcpFlags Flags, byte[] Payload);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Memory_does_not_grow(bool asEvents)
    {
        int connections =
            int.TryParse(Environment.GetEnvironmentVariable("TLSDISSECT_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture,
                out int asked) ? asked : Few;
        Step[][] conversations = [.. Cases.Select(Load)];
        ArrayBufferWriter<byte> buffer = new();
        using JsonEventSink events = new(buffer, withHash: true, withData: false);
        LiveTextSink text = new(new BufferTextWriter(buffer), new TextOptions { Data = true }, steps: false);
        RunSummary summary = new();
        KeyRing keys = Keys();
        TlsDissector dissector = new(Options(), keys, new LiveSink(asEvents ? events : text, summary, () => keys, recorder: null));
        List<long> memory = [];
        Stopwatch watch = Stopwatch.StartNew();
        long packet = 0, written = 0;
        for (int i = 0; i < connections; i++)
        {
            CaptureTime time = new(1_767_607_200_000_000_000 + i * (long)Between.TotalNanoseconds, 9);
            Step[] steps = conversations[i % conversations.Length];
            // One in seven is left in the middle and never closed.
            int length = i % 7 == 0 ? steps.Length / 2 : steps.Length;
            foreach (Step step in steps.AsSpan(0, length)) dissector.Add(Segment(step, i, ++packet, time));
            dissector.Observe(packet, time);
            if (!asEvents) text.OnTime(time);
            written += buffer.WrittenCount;
            buffer.ResetWrittenCount();
            if ((i + 1) % (connections / 4) != 0) continue;
            memory.Add(GC.GetTotalMemory(forceFullCollection: true));
            output.WriteLine($"{i + 1} connections, {watch.Elapsed.TotalSeconds:0} s, {memory[^1]} bytes");
        }

        dissector.Complete();
        string figures =
            $"{connections} connections, {packet} packets in {watch.Elapsed.TotalSeconds:0.0} s, {written} bytes of " +
                $"{(asEvents ? "events" : "text")}; heap after each quarter: "
            + $"{string.Join(", ", memory.Select(bytes => $"{bytes / 1e6:0.00}"))} MB; resident " +
                $"{Process.GetCurrentProcess().WorkingSet64 / 1e6:0} MB; {summary}";
        output.WriteLine(figures);
        Assert.Contains($"{connections.ToString("N0", CultureInfo.InvariantCulture)} TLS connections", summary.ToString(),
            StringComparison.Ordinal);
        Assert.True(memory.Skip(1).Max() - memory[0] < MaxGrowth, figures);
    }

    private static DissectorOptions Options() => new()
    {
        KeyWait = TimeSpan.FromSeconds(10),
        MaxSessions = 500,
        HashPlaintext = true,
        Tcp = new TcpLimits { IdleTimeout = TimeSpan.FromSeconds(15) },
    };

    private static KeyRing Keys()
    {
        KeyLog log = new();
        log.Load(CaptureCase.Of("tls13-aes128-gcm").FileNamed("keys.log"));
        return new KeyRing([RsaKeyFile.Load(CaptureCase.Of("rsa-aes128-gcm").FileNamed("server.key"), _ => null)], log) { MayGrow = true };
    }

    private static Step[] Load(string name)
    {
        List<Step> steps = [];
        using IPacketSource source = CaptureFile.Open(CaptureCase.Of(name).Capture);
        using PacketDecoder decoder = new();
        IpEndpoint? client = null;
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind != CapturedItemKind.Packet || !decoder.TryDecode(item, out TcpSegment segment)) continue;
            client ??= segment.Source;
            steps.Add(
                new Step(segment.Source == client, segment.Sequence, segment.Acknowledgment, segment.Flags, segment.Payload.ToArray()));
        }

        return [.. steps];
    }

    private static TcpSegment Segment(Step step, int connection, long packet, CaptureTime time)
    {
        IpEndpoint client =
            new(IpAddress.FromV4([10, (byte)(connection >> 16), (byte)(connection >> 8), (byte)connection]),
                (ushort)(10_000 + connection % 50_000));
        IpEndpoint server = new(IpAddress.FromV4([192, 0, 2, 1]), 443);
        return new TcpSegment
        {
            PacketNumber = packet,
            Time = time,
            Source = step.FromClient ? client : server,
            Destination = step.FromClient ? server : client,
            Sequence = step.Sequence,
            Acknowledgment = step.Acknowledgment,
            Flags = step.Flags,
            Payload = step.Payload,
            PayloadLength = step.Payload.Length,
        };
    }
}
