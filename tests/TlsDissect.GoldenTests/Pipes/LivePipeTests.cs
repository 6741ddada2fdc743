using System.Buffers.Binary;
using System.Text.Json.Nodes;
using TlsDissect.Capture;
using TlsDissect.Capture.Writing;
using TlsDissect.GoldenTests.Running;
using TlsDissect.Protocol;

namespace TlsDissect.GoldenTests.Pipes;

/// <summary><c>live -i -</c>: a capture on standard input is dissected as an interface is.</summary>
public class LivePipeTests
{
    private static readonly CaptureCase Rsa = CaptureCase.Of("rsa-aes128-gcm");
    private static readonly CaptureCase Logged = CaptureCase.Of("tls13-aes128-gcm");

    [Fact]
    public void Connections_are_shown_while_the_pipe_is_open_and_its_end_is_the_end()
    {
        using PipedProgram program = new(Rsa.Folder, ["live", "-i", "-", "--format", "json", "--events", .. Rsa.Keys]);
        program.Write(File.ReadAllBytes(Rsa.Capture));
        program.Until(() => program.Connections == 1);
        // No library for capturing is needed.
        if (OperatingSystem.IsLinux())
            Assert.DoesNotContain("libpcap", File.ReadAllText($"/proc/{program.Id}/maps"), StringComparison.Ordinal);
        RunResult result = program.Close();

        Assert.Equal(0, result.Code);
        Assert.StartsWith("tlsdissect: listening on standard input\n", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("dropped by the kernel", result.Errors, StringComparison.Ordinal);
        JsonNode connection = Assert.Single(Contract.Connections(result));
        Assert.Equal(("standard input", "decrypted"), ((string?)connection["capture"], (string?)connection["decryption"]!["status"]));
        Assert.Contains(result.Lines, line => line.Contains("\"event\":\"hello\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_log_that_is_missing_is_waited_for()
    {
        using TemporaryFolder folder = new();
        using PipedProgram program = new(folder.Path, "live", "-i", "-", "--format", "json", "--keylog", "later.log");
        program.Until(() => program.Errors.Contains("later.log: no such file yet", StringComparison.Ordinal));
        program.Write(File.ReadAllBytes(Logged.Capture));
        File.Copy(Logged.FileNamed("keys.log"), folder["later.log"]);
        program.Until(() => program.Connections == 1);

        Assert.Equal("decrypted", (string?)Assert.Single(Contract.Connections(program.Close()))["decryption"]!["status"]);
    }

    [Fact]
    public void Secrets_in_the_capture_are_used()
    {
        CaptureCase of = CaptureCase.Of("secrets-block");
        using PipedProgram program = new(of.Folder, "live", "-i", "-", "--format", "json");
        program.Write(File.ReadAllBytes(of.Capture));
        RunResult result = program.Close();

        Assert.All(Contract.Connections(result), connection => Assert.Equal("secrets_block", (string?)connection["decryption"]!["secret"]));
        Assert.NotEmpty(Contract.Connections(result));
    }

    [Theory]
    [InlineData("--count", "5")]
    [InlineData("--duration", "1s")]
    public void A_count_or_a_time_ends_it_before_the_pipe_does(string option, string value)
    {
        using PipedProgram program = new(Rsa.Folder, "live", "-i", "-", option, value);
        program.Write(File.ReadAllBytes(Rsa.Capture));
        RunResult result = program.WaitForEnd();

        Assert.Equal(0, result.Code);
        Assert.Contains(option == "--count" ? "tlsdissect: 5 packets," : " packets, 1 TLS connection", result.Errors,
            StringComparison.Ordinal);
    }

    [NeedsFact("libpcap")]
    public void A_filter_works_and_counts_what_it_lets_through()
    {
        using PipedProgram program = new(Rsa.Folder, "live", "-i", "-", "-f", "tcp dst port 443 or tcp dst port 4433", "--count", "3");
        program.Write(File.ReadAllBytes(Rsa.Capture));

        Assert.Contains("tlsdissect: 3 packets,", program.WaitForEnd().Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "standard input: is not a capture file", "this is not a capture\n")]
    [InlineData("json", "standard input: is not a capture file", "this is not a capture\n")]
    [InlineData("text", "standard input: is empty", "")]
    public void What_is_not_a_capture_is_a_failure_without_a_summary(string format, string says, string input)
    {
        using PipedProgram program = new(Rsa.Folder, "live", "-i", "-", "--format", format);
        program.Write(System.Text.Encoding.ASCII.GetBytes(input));
        RunResult result = program.Close();

        Assert.Equal(1, result.Code);
        Assert.Contains(says, result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("packets", result.Errors, StringComparison.Ordinal);
        if (format == "json")
            Assert.Equal(("warning", "standard input"),
                ((string?)JsonNode.Parse(Assert.Single(result.Lines))!["type"], (string?)JsonNode.Parse(result.Lines[0])!["capture"]));
    }

    [Fact]
    public void A_packet_that_is_cut_short_is_a_warning_and_a_damaged_one_a_failure()
    {
        byte[] capture = File.ReadAllBytes(Rsa.Capture);
        using PipedProgram cut = new(Rsa.Folder, "live", "-i", "-", "--format", "json");
        cut.Write(capture.AsSpan()[..^1]);
        RunResult result = cut.Close();
        Assert.Equal(0, result.Code);
        Assert.Contains("truncated", (string?)Assert.Single(Contract.Warnings(result))["text"], StringComparison.Ordinal);

        int last = PcapEdit.RecordStarts(capture)[^2];
        BinaryPrimitives.WriteUInt32LittleEndian(capture.AsSpan(last + 8), uint.MaxValue);
        using PipedProgram damaged = new(Rsa.Folder, "live", "-i", "-", "--format", "json");
        damaged.Write(capture);
        result = damaged.Close();
        Assert.Equal(1, result.Code);
        Assert.Contains("cannot be read past byte", (string?)Assert.Single(Contract.Warnings(result))["text"], StringComparison.Ordinal);
        Assert.Single(Contract.Connections(result));
    }

    [Theory]
    [InlineData("-i - reads a capture from standard input and cannot be combined with another -i", "-i", "lo")]
    [InlineData("--snaplen has no effect with -i -", "--snaplen", "100")]
    [InlineData("--buffer-size has no effect with -i -", "--buffer-size", "1MB")]
    [InlineData("--promiscuous has no effect with -i -", "--promiscuous", "false")]
    [InlineData("--immediate has no effect with -i -", "--immediate")]
    public void What_only_an_interface_can_do_is_refused(string says, params string[] options)
    {
        using PipedProgram program = new(Rsa.Folder, ["live", "-i", "-", .. options]);
        RunResult result = program.WaitForEnd();

        Assert.Equal(2, result.Code);
        Assert.Contains(says, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    /// <summary>Interfaces may differ in link type, in resolution or in both.</summary>
    [Fact]
    public void A_recording_has_the_packets_of_all_interfaces_as_they_were()
    {
        using TemporaryFolder folder = new();
        using (FileStream file = File.Create(folder["made.pcapng"]))
        {
            PcapNgWriter writer = new(file);
            int[] interfaces = [writer.AddInterface(LinkType.Ethernet, fractionDigits: 6),
                writer.AddInterface(LinkType.Ethernet, fractionDigits: 9), writer.AddInterface(LinkType.Raw, fractionDigits: 9)];
            int[] digits = [6, 9, 9];
            for (int i = 0; i < 9; i++)
                writer.WritePacket(interfaces[i % 3],
                    new CaptureTime(1_000_000_000_000 + i * 1000 + (digits[i % 3] == 9 ? i : 0), digits[i % 3]), [(byte)i, 1, 2, 3], 4);
        }

        using PipedProgram program = new(folder.Path, "live", "-i", "-", "--write", folder["kept.pcapng"]);
        program.Write(File.ReadAllBytes(folder["made.pcapng"]));
        Assert.Equal(0, program.Close().Code);

        List<(LinkType, string, string)> packets = Packets(folder["made.pcapng"]);
        Assert.Equal(9, packets.Count);
        Assert.Equal(packets, Packets(folder["kept.pcapng"]));
    }

    private static List<(LinkType, string, string)> Packets(string path)
    {
        using IPacketSource source = CaptureFile.Open(path);
        List<(LinkType, string, string)> packets = [];
        while (source.TryRead(out CapturedItem item))
        {
            if (item.Kind == CapturedItemKind.Packet) packets.Add((item.LinkType, item.Time.ToString(), Convert.ToHexString(item.Data)));
        }

        return packets;
    }
}
