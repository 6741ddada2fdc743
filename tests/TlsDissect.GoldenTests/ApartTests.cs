using System.Text;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary><c>--apart</c>: each file is dissected as if it were alone, but for the numbers.</summary>
public sealed class ApartTests : IDisposable
{
    private static readonly string[] Json = ["read", "--quiet", "--format", "json", "--hash"];

    private static readonly CaptureCase Resumed = CaptureCase.Of("resumed-by-id");
    private static readonly CaptureCase Fragmented = CaptureCase.Of("ipv4-fragments");
    private static readonly CaptureCase Secrets = CaptureCase.Of("secrets-block");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void A_session_of_another_file_is_not_resumed(string threads)
    {
        byte[] file = File.ReadAllBytes(Resumed.Capture);
        Write("first.pcap", PcapEdit.Part(file, 0, 17));
        Write("second.pcap", PcapEdit.Part(file, 17, PcapEdit.RecordStarts(file).Count - 1));
        string[] keys = ["--key", Resumed.FileNamed("server.key"), "--threads", threads];

        JsonNode[] together = Connections([.. keys, "first.pcap", "second.pcap"]);
        Assert.Equal("resumed", (string?)together[1]["decryption"]!["secret"]);
        Assert.All(together, connection => Assert.Null(connection["packet_in_capture"]));

        JsonNode[] apart = Connections([.. keys, "--apart", "first.pcap", "second.pcap"]);
        Assert.Equal("decrypted", (string?)apart[0]["decryption"]!["status"]);
        Assert.Equal("resumed_from_unseen_session", (string?)apart[1]["decryption"]!["reason"]);
        Assert.Equal([(1L, "first.pcap", 1L), (18, "second.pcap", 1)], apart.Select(Place));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void A_connection_that_goes_over_two_files_is_two_and_otherwise_one_of_the_first(string threads)
    {
        CaptureCase of = CaptureCase.Of("transfer");
        byte[] file = File.ReadAllBytes(of.Capture);
        int packets = PcapEdit.RecordStarts(file).Count - 1;
        Write("first.pcap", PcapEdit.Part(file, 0, packets / 2));
        Write("second.pcap", PcapEdit.Part(file, packets / 2, packets));
        string[] keys = ["--key", of.FileNamed("server.key"), "--threads", threads];

        JsonNode one = Assert.Single(Connections([.. keys, "first.pcap", "second.pcap"]));
        Assert.Equal((1L, "first.pcap"), ((long)one["id"]!, (string?)one["capture"]));

        JsonNode[] apart = Connections([.. keys, "--apart", "first.pcap", "second.pcap"]);
        Assert.Equal([(1L, "first.pcap", 1L), (packets / 2 + 1, "second.pcap", 1)], apart.Select(Place));
        Assert.False((bool)apart[0]["tcp"]!["seen_end"]!);
        Assert.False((bool)apart[1]["tcp"]!["seen_start"]!);
    }

    /// <summary>The secrets stand behind the connection that they decrypt, in the second file.</summary>
    [Fact]
    public void Secrets_in_one_file_are_of_no_use_to_another()
    {
        byte[] withSecrets = File.ReadAllBytes(Secrets.Capture);
        Write("with.pcapng", withSecrets);
        Write("without.pcapng", WithoutSecrets(withSecrets));
        foreach (string threads in (string[])["1", "2"])
        {
            JsonNode[] after = Connections("--threads", threads, "with.pcapng", "without.pcapng");
            Assert.All(after, connection => Assert.Equal("secrets_block", (string?)connection["decryption"]!["secret"]));

            foreach (string[] files in (string[][])[["with.pcapng", "without.pcapng"], ["without.pcapng", "with.pcapng"]])
            {
                JsonNode[] apart = Connections(["--threads", threads, "--apart", .. files]);
                Assert.All(apart, connection =>
                    Assert.Equal((string?)connection["capture"] == "with.pcapng" ? "secrets_block" : null,
                        (string?)connection["decryption"]!["secret"]));
                Assert.Equal(2, apart.Select(connection => (string?)connection["capture"]).Distinct().Count());
            }
        }
    }

    [Fact]
    public void Fragments_of_one_file_are_not_completed_by_another()
    {
        byte[] file = File.ReadAllBytes(Fragmented.Capture);
        int packets = PcapEdit.RecordStarts(file).Count - 1;
        for (int at = 1; at < packets; at++)
        {
            Write("first.pcap", PcapEdit.Part(file, 0, at));
            Write("second.pcap", PcapEdit.Part(file, at, packets));
            AssertSameAsAlone(["first.pcap", "second.pcap"], Fragmented.Keys.Select(Named).ToArray());
        }

        string Named(string argument) => File.Exists(Fragmented.FileNamed(argument)) ? Fragmented.FileNamed(argument) : argument;
    }

    /// <summary>All captures of the repository that are small, some twice, with files that cannot be read among them.</summary>
    [Fact]
    public void Many_files_are_each_what_they_are_alone_whatever_the_number_of_threads()
    {
        string[] names = ["rsa-aes128-gcm", "resumed-by-id", "resumed-by-ticket", "mutual-tls12", "lossy", "reordered", "second-session",
            "renegotiation-tls12"];
        List<string> files = [];
        foreach (string name in names)
        {
            File.Copy(CaptureCase.Of(name).Capture, _folder[name]);
            files.Add(name);
        }

        // In this one connections end long before it does: none of them may overtake those of a file before, which ended with it.
        Write("all", Joined(names.Select(name => _folder[name])));
        files.AddRange(["all", "resumed-by-id", "resumed-by-id", "all", "all"]);
        string[] keys =
            [.. names.Select(name => CaptureCase.Of(name).FileNamed("server.key")).Where(File.Exists)
                .SelectMany(key => (string[])["--key", key])];
        AssertSameAsAlone([.. files], keys);

        Write("empty", []);
        Write("cut", File.ReadAllBytes(_folder["resumed-by-id"])[..^5]);
        string[] all = ["no-such", .. files[..4], "empty", "cut", .. files[4..], "no-such-either"];
        string expected = Run([.. keys, "--apart", "--threads", "1", .. all], code: 1);
        foreach (string threads in (string[])["2", "3", "8"])
            Assert.Equal(expected, Run([.. keys, "--apart", "--threads", threads, .. all], code: 1));
    }

    [Fact]
    public void Shards_together_are_the_whole()
    {
        File.Copy(Resumed.Capture, _folder["first.pcap"]);
        File.Copy(CaptureCase.Of("rsa-aes128-gcm").Capture, _folder["second.pcap"]);
        Directory.CreateDirectory(_folder["sub"]);
        File.Copy(CaptureCase.Of("ipv6").Capture, _folder["sub/third.pcap"]);

        string[] whole =
            [.. Connections("--apart", "-r", ".").Select(connection => connection.ToJsonString()).Order(StringComparer.Ordinal)];
        string[] parts =
            [.. Enumerable.Range(1, 3).SelectMany(part => Connections("--apart", "--shard", $"{part}/3", "-r", "."))
                .Select(connection => connection.ToJsonString()).Order(StringComparer.Ordinal)];

        Assert.Equal(whole, parts);
        Assert.Equal(3, whole.Select(line => (string?)JsonNode.Parse(line)!["capture"]).Distinct().Count());
    }

    /// <summary>The bound on all connections together does not start again with each file.</summary>
    [Fact]
    public void The_bound_of_trials_is_one_for_all_files()
    {
        CaptureCase of = CaptureCase.Of("encrypted-client-hello");
        File.Copy(of.Capture, _folder["a"]);
        File.Copy(of.Capture, _folder["b"]);
        File.Copy(of.Capture, _folder["c"]);
        string[] keys = [.. of.Keys.Select(argument => File.Exists(of.FileNamed(argument)) ? of.FileNamed(argument) : argument)];

        // More than the search in one file takes, and less than that in three.
        string[] bounded = [.. keys, "--apart", "--threads", "1", "--max-trials-in-all", "10000"];
        Assert.DoesNotContain(Connections([.. bounded, "a"]), IsNotTried);
        JsonNode[] apart = Connections([.. bounded, "a", "b", "c"]);

        Assert.Equal(3, apart.Length);
        Assert.DoesNotContain(apart[..1], IsNotTried);
        Assert.Contains(apart, IsNotTried);
    }

    private static bool IsNotTried(JsonNode connection) =>
        connection["decryption"]!["notes"]!.AsArray()
            .Any(note => ((string?)note)!.Contains("--limit trials-in-all", StringComparison.Ordinal));

    private static (long Id, string? Capture, long InCapture) Place(JsonNode connection) =>
        ((long)connection["id"]!, (string?)connection["capture"], (long)connection["packet_in_capture"]!);

    /// <summary>
    /// Compares what a run says of several files with what runs say of each, for several numbers of threads. Numbers of packets are moved
    /// by those before.
    /// </summary>
    private void AssertSameAsAlone(string[] files, string[] keys)
    {
        List<string> alone = [];
        foreach (string file in files) alone.AddRange(Connections([.. keys, "--apart", file]).Select(WithoutNumbers));
        foreach (string threads in (string[])["1", "2", "3"])
            Assert.Equal(alone, Connections([.. keys, "--apart", "--threads", threads, .. files]).Select(WithoutNumbers));
    }

    /// <summary>But for those in the file.</summary>
    private static string WithoutNumbers(JsonNode connection)
    {
        StringBuilder text = new();
        AppendWithoutNumbers(connection, text);
        return text.ToString();
    }

    private static void AppendWithoutNumbers(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members)
                {
                    if (name is "id" or "previous" or "first_packet" or "last_packet" or "packet") continue;
                    text.Append(name).Append('=');
                    AppendWithoutNumbers(value, text);
                }

                break;
            case JsonArray elements:
                foreach (JsonNode? element in elements) AppendWithoutNumbers(element, text);
                break;
            default:
                text.Append(node?.ToJsonString()).Append(' ');
                break;
        }
    }

    /// <summary>The packets of several files in one, the earliest first.</summary>
    private static byte[] Joined(IEnumerable<string> paths)
    {
        byte[][] files = [.. paths.Select(File.ReadAllBytes).OrderBy(file => BitConverter.ToUInt32(file, PcapEdit.HeaderLength))];
        return [.. files[0][..PcapEdit.HeaderLength], .. files.SelectMany(file => file[PcapEdit.HeaderLength..])];
    }

    /// <summary>A pcapng file without its secrets blocks.</summary>
    private static byte[] WithoutSecrets(byte[] file)
    {
        const int decryptionSecrets = 10;
        List<byte> kept = [];
        for (int at = 0; at < file.Length;)
        {
            int length = BitConverter.ToInt32(file, at + 4);
            if (BitConverter.ToInt32(file, at) != decryptionSecrets) kept.AddRange(file[at..(at + length)]);
            at += length;
        }

        return [.. kept];
    }

    private JsonNode[] Connections(params string[] arguments) =>
        Contract.Connections(InProcess.Run(_folder.Path, [.. Json, .. arguments]));

    private string Run(string[] arguments, int code)
    {
        RunResult result = InProcess.Run(_folder.Path, [.. Json, .. arguments]);
        Assert.Equal(code, result.Code);
        return result.Text;
    }

    private void Write(string name, byte[] content) => File.WriteAllBytes(_folder[name], content);
}
