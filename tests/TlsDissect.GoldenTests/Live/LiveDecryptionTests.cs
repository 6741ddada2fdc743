using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests.Live;

/// <summary>A server and clients on a wire, and the program listening: what was sent is what it shows.</summary>
public sealed class LiveDecryptionTests(LiveNetwork network) : IClassFixture<LiveNetwork>
{
    private static readonly string Pages = Path.Combine(LiveNetwork.Keys, "www");
    private static readonly string ServerKey = Path.Combine(LiveNetwork.Keys, "server.key");
    private static readonly string[] RsaKeyExchange = ["--tls-max", "1.2", "--ciphers", "AES128-GCM-SHA256"];

    [LiveFact]
    public void With_the_servers_key_plaintext_is_what_was_sent()
    {
        network.Serve(4431, Pages);
        using LiveProgram program =
            LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "--key", ServerKey, "--format", "json", "--events", "-d");

        byte[] said = network.Fetch(4431, "hello.html", RsaKeyExchange);
        program.Until(() => program.Output.Contains("\"close\"", StringComparison.Ordinal));
        RunResult result = program.Terminate();

        Assert.Equal(143, result.Code);
        List<JsonElement> events = result.Events();
        Assert.Equal(Encoding.UTF8.GetString(said), Encoding.UTF8.GetString(events.Plaintext("server")));
        Assert.StartsWith("GET /hello.html HTTP/1.0\r\n", Encoding.UTF8.GetString(events.Plaintext("client")), StringComparison.Ordinal);
        Assert.Equal("decrypted", Assert.Single(result.Connections()).Status());
        string[] kinds = [.. events.Select(e => e.GetProperty("event").GetString()!).Distinct()];
        Assert.Equal(["hello", "certificate", "message", "keys", "finished", "handshake", "data", "alert", "close"], kinds);
        Assert.Contains("; 0 dropped by the kernel", result.Errors, StringComparison.Ordinal);
    }

    [LiveFact]
    public void A_key_log_is_followed_while_it_grows()
    {
        network.Serve(4432, Pages);
        using TemporaryFolder folder = new();
        string log = Path.Combine(folder.Path, "keys.log");
        using LiveProgram program =
            LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "--keylog", log, "--format", "json", "--hash");

        List<byte[]> said = [.. Enumerable.Range(0, 3).Select(_ => FetchLogged(4432, log))];
        program.Until(() => program.Output.Count(c => c == '\n') == 3);
        RunResult result = program.Terminate();

        Assert.Equal(143, result.Code);
        Assert.All(result.Connections(), connection => Assert.Equal("decrypted", connection.Status()));
        Assert.Equal(said.Select(Hash), result.Connections().Select(ServerHash));
    }

    /// <summary>The packets of a capture on a wire, as a BIG-IP's would be on the one to its tcpdump.</summary>
    [LiveTheory]
    [InlineData("f5-trailer")]
    [InlineData("f5-trailer-tls13")]
    public void Secrets_in_trailers_decrypt_without_a_key(string name)
    {
        const string send = """
            import socket, struct, sys
            wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
            wire.bind((sys.argv[2], 0))
            data, at = open(sys.argv[1], "rb").read(), 24
            while at < len(data):
                length = struct.unpack("<I", data[at + 8:at + 12])[0]
                wire.send(data[at + 16:at + 16 + length])
                at += 16 + length
            """;
        CaptureCase sent = CaptureCase.Of(name);
        using TemporaryFolder folder = new();
        string recorded = Path.Combine(folder.Path, "recorded.pcapng");
        using LiveProgram program =
            LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "-f", "tcp port 443", "--format", "json", "--hash", "--write",
                recorded);

        Assert.Equal(0, network.Run("python3", "-c", send, sent.Capture, LiveNetwork.Wire).Code);
        program.Until(() => program.Output.Contains('\n', StringComparison.Ordinal));
        RunResult result = program.Terminate();

        JsonElement shown = Assert.Single(result.Connections());
        Assert.Equal(("decrypted", "f5_trailer"), (shown.Status(), shown.GetProperty("decryption").GetProperty("secret").GetString()));
        Assert.Contains(ServerHash(shown)!, File.ReadAllText(sent.FileNamed("expected.jsonl")), StringComparison.Ordinal);
        RunResult again = InProcess.Run(folder.Path, "read", "-q", "--format", "json", "--hash", recorded);
        Assert.Contains("\"secret\":\"secrets_block\"", Assert.Single(again.ConnectionLines), StringComparison.Ordinal);
        Assert.Contains(ServerHash(shown)!, again.ConnectionLines[0], StringComparison.Ordinal);
    }

    [LiveFact]
    public void Keys_that_come_after_the_connection_decrypt_from_the_start()
    {
        network.Serve(4433, Pages);
        using TemporaryFolder folder = new();
        string log = Path.Combine(folder.Path, "keys.log"), later = Path.Combine(folder.Path, "later.log");
        using LiveProgram program =
            LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "--keylog", log, "--key-wait", "10m", "--format", "json", "--hash");

        byte[] said = FetchLogged(4433, later);
        // Packets are read in their order: when the second connection, whose key is there, is over and told, the first is over too and
        // waits.
        FetchLogged(4433, log);
        program.Until(() => program.Output.Length > 0);
        File.AppendAllText(log, File.ReadAllText(later));
        program.Until(() => program.Output.Count(c => c == '\n') == 2);
        RunResult result = program.Terminate();

        List<JsonElement> connections = result.Connections();
        Assert.Equal(2, connections.Count);
        Assert.True(connections[1].GetProperty("id").GetInt64() < connections[0].GetProperty("id").GetInt64());
        Assert.Equal("decrypted", connections[1].Status());
        Assert.Equal(Hash(said), ServerHash(connections[1]));
    }

    /// <summary>
    /// 64 MB as fast as server and client can, and a buffer that takes them all, however long the listener has to wait for a core: nothing
    /// is dropped.
    /// </summary>
    [LiveFact]
    public void A_large_transfer_loses_nothing()
    {
        using TemporaryFolder folder = new();
        byte[] large = RandomNumberGenerator.GetBytes(64 << 20);
        File.WriteAllBytes(Path.Combine(folder.Path, "large.bin"), large);
        network.Serve(4434, folder.Path);
        using LiveProgram program =
            LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "--key", ServerKey, "--format", "json", "--hash", "--buffer-size",
                "256MB");

        Stopwatch watch = Stopwatch.StartNew();
        byte[] said = network.Fetch(4434, "large.bin", RsaKeyExchange);
        double rate = said.Length / 1e6 / watch.Elapsed.TotalSeconds;
        program.Until(() =>
        {
            // Some kernels hand out the last packets only when others follow, and on this wire none would: a connection that is refused.
            network.Run("curl", "-s", "--max-time", "2", $"http://{LiveNetwork.ServerAddress}:9/");
            return program.Output.Length > 0;
        });
        RunResult result = program.Terminate();

        JsonElement connection = Assert.Single(result.Connections());
        Assert.True(connection.Status() == "decrypted", $"{connection} at {rate:0} MB/s\n{result.Errors}");
        Assert.Equal(Hash(said), ServerHash(connection));
        Assert.True(result.Errors.Contains("; 0 dropped by the kernel", StringComparison.Ordinal), $"at {rate:0} MB/s: {result.Errors}");
        Console.WriteLine($"live: {said.Length} bytes at {rate:0} MB/s, 0 dropped by the kernel");
    }

    [LiveFact]
    public void Every_handshake_of_many_is_seen()
    {
        network.Serve(4435, Pages);
        using LiveProgram program =
            LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "--key", ServerKey, "--format", "json", "-f", "tcp port 4435");

        RunResult time =
            network.Run("openssl", "s_time", "-connect", $"{LiveNetwork.ServerAddress}:4435", "-new", "-time", "3", "-tls1_2", "-cipher",
                "AES128-GCM-SHA256", "-www", "/hello.html");
        int made =
            int.Parse(time.Lines.Last(line => line.Contains("real seconds", StringComparison.Ordinal)).Split(' ')[0],
                CultureInfo.InvariantCulture);
        // On two idle cores a thousand; how many is the machine's matter.
        Assert.True(made > 0, time.Text);
        program.Until(() => program.Output.Count(c => c == '\n') >= made);
        RunResult result = program.Terminate();

        Assert.True(result.Connections().Count(c => c.GetProperty("handshake").GetString() == "full" && c.Status() == "decrypted") >= made);
        Assert.Contains("; 0 dropped by the kernel", result.Errors, StringComparison.Ordinal);
        Console.WriteLine($"live: {made} handshakes in 3 s, all seen and decrypted, 0 packets dropped by the kernel");
    }

    [LiveFact]
    public void Packets_kept_open_in_tshark_without_any_key()
    {
        network.Serve(4436, Pages);
        using TemporaryFolder folder = new();
        string rsa = Path.Combine(folder.Path, "rsa.pcapng"), logged = Path.Combine(folder.Path, "logged.pcapng"),
            log = Path.Combine(folder.Path, "keys.log");
        using (LiveProgram program = LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "--key", ServerKey, "--write", rsa))
        {
            network.Fetch(4436, "hello.html", RsaKeyExchange);
            program.Until(() => program.Output.Contains("ended", StringComparison.Ordinal));
            Assert.Equal(143, program.Terminate().Code);
        }

        using (LiveProgram program = LiveProgram.Listen(network.Client, "-i", LiveNetwork.Wire, "--keylog", log, "--write", logged))
        {
            FetchLogged(4436, log);
            program.Until(() => program.Output.Contains("ended", StringComparison.Ordinal));
            Assert.Equal(143, program.Terminate().Code);
        }

        foreach (string file in new[] { rsa, logged })
        {
            Assert.Contains("/hello.html",
                OtherProcess.Tshark("-r", file, "-d", "tcp.port==4436,tls", "-Y", "http.request", "-T", "fields", "-e",
                    "http.request.uri").Text, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private byte[] FetchLogged(int port, string log)
    {
        RunResult result =
            network.Run("env", $"SSLKEYLOGFILE={log}", "curl", "-s", "-i", "-k", "--http1.0", "--max-time", "240",
                $"https://{LiveNetwork.ServerAddress}:{port}/hello.html");
        Assert.Equal(0, result.Code);
        return result.Output;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string? ServerHash(JsonElement connection) =>
        connection.GetProperty("application_data").GetProperty("server").GetProperty("sha256").GetString();
}
