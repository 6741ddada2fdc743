using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary>Files in order are one stream.</summary>
public class SeveralFilesTests : IDisposable
{
    private static readonly string[] Json = ["read", "--quiet", "--format", "json", "--hash"];

    private readonly string _folder = Directory.CreateTempSubdirectory("tlsdissect-").FullName;

    [Theory]
    [InlineData("rsa-aes128-gcm")]
    [InlineData("transfer")]
    [InlineData("renegotiation-tls12")]
    [InlineData("resumed-by-ticket")]
    [InlineData("mutual-tls13")]
    public void A_capture_cut_anywhere_between_packets_is_the_same_in_two_files(string name)
    {
        CaptureCase of = CaptureCase.Of(name);
        byte[] file = File.ReadAllBytes(of.Capture);
        string whole = Contract.WithoutCaptures(InProcess.Read(of, "--format", "json", "--hash").Text);
        int packets = PcapEdit.RecordStarts(file).Count - 1;
        for (int at = 0; at <= packets; at += Math.Max(1, packets / 12))
        {
            string first = Write("first.pcap", PcapEdit.Part(file, 0, at));
            string second = Write("second.pcap", PcapEdit.Part(file, at, packets));
            foreach (string threads in new[] { "1", "2" })
                Assert.Equal(whole,
                    Contract.WithoutCaptures(InProcess.Run(of.Folder, [.. Json, .. of.Keys, "--threads", threads, first, second]).Text));
        }
    }

    [Fact]
    public void A_session_is_resumed_from_the_file_before()
    {
        CaptureCase of = CaptureCase.Of("resumed-by-id");
        byte[] file = File.ReadAllBytes(of.Capture);
        int packets = PcapEdit.RecordStarts(file).Count - 1;
        string first = Write("first.pcap", PcapEdit.Part(file, 0, 17));
        string second = Write("second.pcap", PcapEdit.Part(file, 17, packets));

        JsonNode alone = Assert.Single(Contract.Connections(InProcess.Run(of.Folder, [.. Json, .. of.Keys, second])));
        Assert.Equal("resumed_from_unseen_session", (string?)alone["decryption"]!["reason"]);
        JsonNode after = Contract.Connections(InProcess.Run(of.Folder, [.. Json, .. of.Keys, first, second]))[1];
        Assert.Equal("resumed", (string?)after["decryption"]!["secret"]);
        Assert.Equal(18, (long?)after["id"]);
    }

    [Fact]
    public void A_file_that_cannot_be_read_does_not_keep_the_others_from_being_read()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        string empty = Write("empty.pcap", []);
        string text = Write("text.pcap", "this is not a capture\n"u8.ToArray());
        foreach (string threads in new[] { "1", "3" })
        {
            RunResult result =
                InProcess.Run(of.Folder, [.. Json, .. of.Keys, "--threads", threads, "no-such.pcap", empty, text, of.Capture]);

            Assert.Equal(1, result.Code);
            Assert.Single(Contract.Connections(result));
            Assert.Equal(3, Contract.Warnings(result).Length);
            Assert.Equal(3, result.ErrorLines.Length);
            Assert.Contains("no-such.pcap: no such file", result.ErrorLines[0], StringComparison.Ordinal);
            Assert.Contains(empty, result.ErrorLines[1], StringComparison.Ordinal);
            Assert.Contains(text, result.ErrorLines[2], StringComparison.Ordinal);
        }
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
