using System.Text.Json;
using System.Text.Json.Nodes;
using TlsDissect.GoldenTests.Pipes;
using TlsDissect.GoldenTests.Running;

namespace TlsDissect.GoldenTests;

/// <summary><c>stats</c> against what <c>read</c> says of the same connections.</summary>
public sealed class StatsTests
{
    /// <summary>Captures of many kinds of connection.</summary>
    private static readonly string[] Captures =
        [.. CaptureCase.Names().Where(name => Repository.GroupOf(name) is "handshake" or "failures" or "stacks" or "loss")
            .Select(name => CaptureCase.Of(name).Capture)];

    private static readonly Lazy<JsonNode> All = new(() => Stats(["--apart", .. Captures]));

    private static readonly Lazy<JsonNode[]> Connections = new(() =>
        [.. InProcess.Run(Repository.Root, ["read", "--quiet", "--format", "json", "--apart", .. Captures]).Lines
            .Select(line => JsonNode.Parse(line)!).Where(line => (string?)line["type"] == "connection")]);

    [Theory]
    [InlineData("versions", "version")]
    [InlineData("cipher_suites", "cipher_suite.name")]
    [InlineData("key_exchange_groups", "key_exchange_group.name")]
    [InlineData("server_authentication", "authentication.server.scheme")]
    [InlineData("client_authentication", "authentication.client.scheme")]
    [InlineData("handshakes", "handshake")]
    [InlineData("forward_secrecy", "forward_secrecy")]
    [InlineData("outcomes", "outcome.result")]
    [InlineData("decryption", "decryption.status")]
    [InlineData("reasons", "decryption.reason")]
    [InlineData("server_names", "server_name")]
    [InlineData("alpn", "alpn")]
    [InlineData("application_protocols", "application_protocol.name")]
    [InlineData("ja3", "client_hellos.ja3")]
    [InlineData("ja4", "client_hellos.ja4")]
    public void Counts_are_those_of_the_connections(string section, string path)
    {
        Dictionary<string, int> expected = Connections.Value.Select(connection => ValueOf(connection, path)).OfType<string>()
            .GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count());
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Counts(All.Value, section));
        JsonNode counted = All.Value["sections"]![section]!;
        Assert.Equal((expected.Values.Sum(), expected.Count, 0),
            ((int)counted["total"]!, (int)counted["distinct"]!, (int)counted["others"]!));
    }

    [Theory]
    [InlineData("findings", "findings", "{severity} {id}", "")]
    [InlineData("client_alerts", "alerts", "{name}", "client")]
    [InlineData("server_alerts", "alerts", "{name}", "server")]
    public void A_connection_counts_once_for_each_value_of_a_list(string section, string list, string form, string from)
    {
        Dictionary<string, int> expected = Connections.Value
            .SelectMany(connection => connection[list]!.AsArray().OfType<JsonNode>()
                .Where(one => ((string?)one["from"] ?? "") == from).Select(one => Filled(form, one)).Distinct())
            .GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count());
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Counts(All.Value, section));

        static string Filled(string form, JsonNode one) =>
            one.AsObject().Aggregate(form,
                (text, member) => text.Replace($"{{{member.Key}}}", $"{member.Value}", StringComparison.Ordinal));
    }

    [Fact]
    public void Certificates_are_counted_once()
    {
        JsonNode[] own = [.. Connections.Value.Select(connection => connection["certificates"]!["server"]!.AsArray().FirstOrDefault())
            .OfType<JsonNode>().Where(certificate => certificate["raw_public_key"] is null).DistinctBy(one => (string?)one["sha256"])];
        Assert.True(own.Length > 1);
        Assert.Equal(own.Length, (int)All.Value["certificates"]!["count"]!);
        Assert.Equal(own.GroupBy(one => (string)one["issuer"]!).ToDictionary(group => group.Key, group => group.Count()),
            Counts(All.Value, "issuers"));
    }

    [Fact]
    public void Totals_are_those_of_the_connections()
    {
        Assert.Equal(Connections.Value.Length, (int)All.Value["connections"]!);
        foreach (string side in (string[])["client", "server"])
        {
            foreach (string member in (string[])["records", "ciphertext_bytes", "bytes"])
            {
                Assert.Equal(Connections.Value.Sum(one => (long?)one["application_data"]![side]![member] ?? 0),
                    (long)All.Value["application_data"]![side]![member]!);
            }
        }

        Assert.Equal(Connections.Value.Length, All.Value["timeline"]!["connections"]!.AsArray().Sum(count => (int)count!));
        decimal[] durations = [.. Connections.Value.Select(one => (decimal?)one["latency"]!["handshake"]).OfType<decimal>().Order()];
        JsonNode latency = All.Value["latency"]!["handshake"]!;
        Assert.Equal((durations.Length, durations[0], durations[^1]),
            ((int)latency["connections"]!, (decimal)latency["shortest"]!, (decimal)latency["longest"]!));
        decimal median = durations[(durations.Length + 1) / 2 - 1];
        Assert.InRange((decimal)latency["median"]!, median * 0.99m, median * 1.01m);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public void The_number_of_threads_makes_no_difference(string format)
    {
        string[] arguments = ["stats", "--quiet", "--format", format, "--limit", "statistics=4K", .. Captures];
        RunResult one = InProcess.Run(Repository.Root, [.. arguments, "--threads", "1"]);
        RunResult four = InProcess.Run(Repository.Root, [.. arguments, "--threads", "4"]);
        Assert.Equal(one.Text, four.Text);
        Assert.NotEmpty(one.Text);
    }

    [Fact]
    public void A_limit_that_was_reached_is_told()
    {
        string[] arguments = ["stats", "--quiet", "--format", "json", "--limit", "statistics=4K", .. Captures];
        RunResult result = InProcess.Run(Repository.Root, arguments);
        JsonNode counted = JsonNode.Parse(result.Text)!;
        Assert.Equal(0, result.Code);
        Assert.Contains("more different values than fit in 4K", result.Errors, StringComparison.Ordinal);
        Assert.False((bool)counted["complete"]!);
        Assert.False((bool)counted["sections"]!["ja3"]!["complete"]!);
        Assert.True((bool)counted["sections"]!["outcomes"]!["complete"]!);
    }

    [Fact]
    public void Text_shows_the_first_values_of_each_section()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        RunResult result = InProcess.Run(of.Folder, ["stats", "--quiet", "--top", "1", "--width", "80", .. of.Arguments]);
        Assert.Equal((0, ""), (result.Code, result.Errors));
        Assert.StartsWith("1 connection\n", result.Text);
        Assert.Contains("\nCipher suite: 1 connection\n  1  100%  ████████████████  TLS_RSA_WITH_AES_128_GCM_SHA256\n", result.Text,
            StringComparison.Ordinal);
        Assert.All(result.Lines, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void Only_the_connections_that_are_asked_for_count()
    {
        long id = (long)InProcess.Run(Repository.Root, ["read", "--quiet", "--format", "json", Captures[0]]).Lines
            .Select(line => JsonNode.Parse(line)!["id"]).OfType<JsonNode>().First()!;
        Assert.Equal(1, (int)Stats(["--id", $"{id}", Captures[0]])["connections"]!);
    }

    [Theory]
    [InlineData("--id 999999 captures/versions/rsa-aes128-gcm/capture.pcap")]
    [InlineData("captures/README.md")]
    public void A_run_that_fails_before_the_first_connection_counts_nothing(string arguments)
    {
        using TemporaryFolder folder = new();
        string output = Path.Combine(folder.Path, "counts");
        RunResult result = InProcess.RunConsole(Repository.Root, ["stats", "--quiet", "-o", output, .. arguments.Split(' ')]);
        Assert.Equal(1, result.Code);
        Assert.NotEmpty(result.Errors);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void Standard_input_is_counted_too()
    {
        CaptureCase of = CaptureCase.Of("rsa-aes128-gcm");
        using PipedProgram program = new(of.Folder, "stats", "-", "--quiet", "--format", "json");
        program.Write(File.ReadAllBytes(of.Capture));
        Assert.Equal(1, (int)JsonNode.Parse(program.Close().Text)!["connections"]!);
    }

    private static JsonNode Stats(string[] arguments)
    {
        RunResult result = InProcess.Run(Repository.Root, ["stats", "--quiet", "--format", "json", "--top", "100000", .. arguments]);
        return JsonNode.Parse(Assert.Single(result.Lines))!;
    }

    private static Dictionary<string, int> Counts(JsonNode statistics, string section) =>
        statistics["sections"]![section]!["values"]!.AsArray()
            .ToDictionary(value => $"{value!["severity"]} {value["value"]}".TrimStart(), value => (int)value!["count"]!);

    /// <summary>The first value at a path that is not <c>null</c>.</summary>
    private static string? ValueOf(JsonNode connection, string path)
    {
        IEnumerable<JsonNode?> nodes = [connection];
        foreach (string part in path.Split('.'))
        {
            nodes = nodes.SelectMany(node => node as JsonArray as IEnumerable<JsonNode?> ?? [node]).OfType<JsonNode>()
                .Select(node => node[part]);
        }

        return nodes.OfType<JsonNode>()
            .Select(node => node.GetValueKind() == JsonValueKind.String ? (string?)node : node.ToJsonString()).FirstOrDefault();
    }
}
