using System.Text;
using System.Text.RegularExpressions;
using TlsDissect.Capture.Sources;
using TlsDissect.Cli.Recording;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Keys;
using TlsDissect.Tcp;

namespace TlsDissect.GoldenTests.Live;

/// <summary>What is written of packets and secrets, without a network.</summary>
public sealed class RecorderTests : IDisposable
{
    private static readonly CaptureTime Start = new(1_000_000_000);
    private static readonly CaptureTime Later = new(60_000_000_000);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_link_to_a_file_that_is_written_again_stays_a_link()
    {
        File.WriteAllText(_folder["real.pcapng"], "");
        File.CreateSymbolicLink(_folder["link.pcapng"], _folder["real.pcapng"]);

        RecordLateSecret(new RecordingOptions(_folder["link.pcapng"]) { Force = true, SecretsRoom = 0 });

        Assert.Equal(_folder["real.pcapng"], new FileInfo(_folder["link.pcapng"]).LinkTarget);
        string written = Encoding.Latin1.GetString(File.ReadAllBytes(_folder["real.pcapng"]));
        Assert.InRange(written.IndexOf("CLIENT_RANDOM", StringComparison.Ordinal), 1, written.IndexOf("the packet", StringComparison.Ordinal));
    }

    [Fact]
    public void The_least_room_that_can_be_asked_for_is_left()
    {
        RecordLateSecret(new RecordingOptions(_folder["kept.pcapng"]) { SecretsRoom = 1000 });

        string written = Encoding.Latin1.GetString(File.ReadAllBytes(_folder["kept.pcapng"]));
        Assert.Contains(new string('\n', 500), written, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_begin_anew_after_a_time()
    {
        using (PacketRecorder recorder = new(new RecordingOptions(_folder["kept.pcapng"]) { RotateTime = TimeSpan.FromSeconds(2), Hold = TimeSpan.FromMilliseconds(1) }))
        {
            // The third is the first one that is two seconds after its file's first, the last has nothing but itself.
            foreach ((string packet, double seconds) in new[] { ("one", 10.0), ("two", 11.999), ("three", 12.0), ("four", 13.5), ("five", 60.0) })
                recorder.Add(CapturedItem.Packet("eth0", 1, new CaptureTime((long)(seconds * 1e9)), LinkType.Ethernet, Encoding.ASCII.GetBytes($"packet {packet}"), 20));
            recorder.Complete([]);
        }

        string[][] kept = [.. Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal).Select(file => PacketsOf(File.ReadAllBytes(file)))];
        Assert.Equal([["one", "two"], ["three", "four"], ["five"]], kept);
    }

    private static string[] PacketsOf(byte[] file) => [.. Regex.Matches(Encoding.Latin1.GetString(file), "packet ([a-z]+)").Select(match => match.Groups[1].Value)];

    private static void RecordLateSecret(RecordingOptions options)
    {
        using PacketRecorder recorder = new(options with { Hold = TimeSpan.FromMilliseconds(1) });
        recorder.Add(CapturedItem.Packet("eth0", 1, Start, LinkType.Ethernet, "the packet"u8, 10));
        recorder.OnTime(Later);
        recorder.AddSecret(KeyLogLabel.ClientRandom, new byte[32], new byte[48], Start);
        recorder.Complete([]);
    }
}
