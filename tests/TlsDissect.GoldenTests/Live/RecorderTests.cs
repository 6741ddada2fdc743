using System.Text;
using System.Text.RegularExpressions;
using TlsDissect.Capture;
using TlsDissect.Cli;
using TlsDissect.Cli.Files;
using TlsDissect.Cli.Recording;
using TlsDissect.Cli.Runs;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Keys;
using TlsDissect.Protocol;

namespace TlsDissect.GoldenTests.Live;

/// <summary>Recording of packets and secrets, without a network.</summary>
public sealed class RecorderTests : IDisposable
{
    private static readonly CaptureTime Start = new(1_000_000_000);
    private static readonly CaptureTime Later = new(60_000_000_000);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Another user may have made the link, and secrets go into what is written.</summary>
    [Fact]
    public void A_link_is_replaced_and_not_what_it_leads_to()
    {
        File.WriteAllText(_folder["real.pcapng"], "what was there before");
        File.CreateSymbolicLink(_folder["link.pcapng"], _folder["real.pcapng"]);

        Assert.Throws<UsageException>(() => RecordLateSecret(new RecordingOptions(_folder["link.pcapng"])));
        RecordLateSecret(new RecordingOptions(_folder["link.pcapng"]) { ReservedSecretsBlock = 0 }, force: true);

        Assert.Null(new FileInfo(_folder["link.pcapng"]).LinkTarget);
        Assert.Equal("what was there before", File.ReadAllText(_folder["real.pcapng"]));
        string written = Encoding.Latin1.GetString(File.ReadAllBytes(_folder["link.pcapng"]));
        Assert.InRange(written.IndexOf("CLIENT_RANDOM", StringComparison.Ordinal), 1,
            written.IndexOf("the packet", StringComparison.Ordinal));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    /// <summary>Evidence that was moved to where a recording stood is not part of the recording.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_takes_a_files_place_is_left_alone(bool isLink)
    {
        File.WriteAllText(_folder["evidence"], "what was there before");
        void Replace()
        {
            string first = Directory.GetFiles(_folder.Path, "kept-*").Order(StringComparer.Ordinal).First();
            File.Move(first, _folder["mine"]);
            if (isLink) File.CreateSymbolicLink(first, _folder["evidence"]);
            else File.Copy(_folder["evidence"], first);
        }

        using SignalHandler interruption = new();
        using PacketRecorder recorder =
            new(new RecordingOptions(_folder["kept.pcapng"])
            {
                RotateBytes = 1,
                Keep = 1,
                ReservedSecretsBlock = 0,
                Hold = TimeSpan.FromMilliseconds(1),
            }, new OutputRule(new InputFiles(), mayReplace: true), interruption);
        recorder.Add(CapturedItem.Packet("eth0", 1, Start, LinkType.Ethernet, "the packet"u8, 10));
        recorder.OnTime(Later);
        recorder.AddSecret(KeyLogLabel.ClientRandom, new byte[32], new byte[48], Start);
        Replace();
        recorder.Add(CapturedItem.Packet("eth0", 2, Later, LinkType.Ethernet, "the next packet"u8, 15));
        recorder.Complete([]);

        string[] kept = [.. Directory.GetFiles(_folder.Path, "kept-*").Order(StringComparer.Ordinal)];
        Assert.Equal(2, kept.Length);
        Assert.Equal("what was there before", File.ReadAllText(kept[0]));
        Assert.Equal("what was there before", File.ReadAllText(_folder["evidence"]));
    }

    [Fact]
    public void An_input_is_never_recorded_over()
    {
        File.WriteAllText(_folder["keys.log"], "secrets");
        File.CreateSymbolicLink(_folder["later.log"], _folder["not-there-yet"]);
        InputFiles inputs = new();
        inputs.Add("the key log", _folder["keys.log"], _folder["later.log"]);
        using SignalHandler interruption = new();
        OutputRule rule = new(inputs, mayReplace: true);

        foreach (string name in (string[])["keys.log", "later.log", "not-there-yet", "./keys.log"])
        {
            UsageException refused =
                Assert.Throws<UsageException>(() => new PacketRecorder(new RecordingOptions(_folder[name]), rule, interruption));
            Assert.Contains("is an input (the key log ", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal("secrets", File.ReadAllText(_folder["keys.log"]));
        Assert.False(File.Exists(_folder["not-there-yet"]));
    }

    [Fact]
    public void The_least_room_that_can_be_asked_for_is_left()
    {
        RecordLateSecret(new RecordingOptions(_folder["kept.pcapng"]) { ReservedSecretsBlock = 1000 });

        string written = Encoding.Latin1.GetString(File.ReadAllBytes(_folder["kept.pcapng"]));
        Assert.Contains(new string('\n', 500), written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_file_begins_after_a_time()
    {
        using SignalHandler interruption = new();
        using (PacketRecorder recorder =
            new(new RecordingOptions(_folder["kept.pcapng"]) { RotateTime = TimeSpan.FromSeconds(2), Hold = TimeSpan.FromMilliseconds(1) },
                new OutputRule(new InputFiles(), false), interruption))
        {
            // The third is the first one that is two seconds after its file's first, the last has nothing but itself.
            foreach ((string packet, double seconds) in new[] { ("one", 10.0), ("two", 11.999), ("three", 12.0), ("four", 13.5),
                ("five", 60.0) })
                recorder.Add(
                    CapturedItem.Packet("eth0", 1, new CaptureTime((long)(seconds * 1e9)), LinkType.Ethernet,
                        Encoding.ASCII.GetBytes($"packet {packet}"), 20));
            recorder.Complete([]);
        }

        string[][] kept =
            [.. Directory.GetFiles(_folder.Path).Order(StringComparer.Ordinal).Select(file => PacketsOf(File.ReadAllBytes(file)))];
        Assert.Equal([["one", "two"], ["three", "four"], ["five"]], kept);
    }

    private static string[] PacketsOf(byte[] file) =>
        [.. Regex.Matches(Encoding.Latin1.GetString(file), "packet ([a-z]+)").Select(match => match.Groups[1].Value)];

    private static void RecordLateSecret(RecordingOptions options, bool force = false)
    {
        using SignalHandler interruption = new();
        using PacketRecorder recorder =
            new(options with { Hold = TimeSpan.FromMilliseconds(1) }, new OutputRule(new InputFiles(), force), interruption);
        recorder.Add(CapturedItem.Packet("eth0", 1, Start, LinkType.Ethernet, "the packet"u8, 10));
        recorder.OnTime(Later);
        recorder.AddSecret(KeyLogLabel.ClientRandom, new byte[32], new byte[48], Start);
        recorder.Complete([]);
    }
}
