using System.Text;
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

    private static void RecordLateSecret(RecordingOptions options)
    {
        using PacketRecorder recorder = new(options with { Hold = TimeSpan.FromMilliseconds(1) });
        recorder.Add(CapturedItem.Packet("eth0", 1, Start, LinkType.Ethernet, "the packet"u8, 10));
        recorder.OnTime(Later);
        recorder.AddSecret(KeyLogLabel.ClientRandom, new byte[32], new byte[48], Start);
        recorder.Complete([]);
    }
}
